import { Router } from 'express';
import { type AuthRouteDeps, createAuthRoutes } from '../auth/index.ts';
import { createBuiltFiles } from './builtFiles.ts';
import { type CasePageDeps, createCasePage } from './case.ts';
import { type ChatPageDeps, createChatPage } from './chat.ts';
import { createConsolePage } from './console.ts';
import { createDemoPage, type DemoDeps } from './demo.ts';
import { showProblem } from './errorPage.ts';
import type { Frame } from './layout.ts';
import { createTextPages } from './textPages.ts';

export type { ChatPageDeps } from './chat.ts';
export { createChatPage } from './chat.ts';

export interface PagesDeps extends Omit<ChatPageDeps, 'frame' | 'exitScript'>, Pick<DemoDeps, 'siteKey' | 'baseUrl'> {
  /** Where `scripts/buildPages.mjs` put the browser's part: `dist/web`. */
  readonly folder: string;
  /** What `{{council}}`, `{{site}}`, `{{electronicOffice}}`, `{{office}}` … stand for, as in `dialogs/council.yaml`. */
  readonly values: Frame['values'];
  readonly casePage: Omit<CasePageDeps, 'frame' | 'fallback' | 'script'>;
  /** The door of the console: what stands below `/console` is behind it. */
  readonly authRoutes: Omit<AuthRouteDeps, 'frame' | 'baseUrl' | 'fallback' | 'script' | 'passkeyScript' | 'log'>;
}

/**
 * All that a browser gets from us, at the root: the demo page, the chat without JavaScript, privacy, accessibility,
 * the page of a case, the widget's script, and the console's page
 * behind its door. To be mounted before anything else that stands below `/console`.
 * @throws {CodedError} `content.missing` when the pages were not built
 */
export function createPages(deps: PagesDeps): Router {
  const files = createBuiltFiles(deps.folder);
  const frame: Frame = { style: files.style, values: deps.values };
  const router = Router();
  router.use(files.router);
  const { fallback, siteKey, baseUrl, log } = deps;
  const scripts = { script: files.welcomeScript, passkeyScript: files.passkeyScript };
  router.use(createAuthRoutes({ ...deps.authRoutes, ...scripts, frame, baseUrl, fallback, log }));
  router.use(createConsolePage(files.console, fallback));
  router.use(createDemoPage({ frame, fallback, siteKey, baseUrl }));
  router.use(createTextPages(frame, fallback));
  router.use(createChatPage({ ...deps, frame, exitScript: files.exitScript }));
  router.use(createCasePage({ ...deps.casePage, frame, fallback, script: files.caseScript }));
  router.use(showProblem(frame, fallback, deps.log));
  return router;
}
