import { type RequestHandler, Router } from 'express';
import type { Locale } from '../../core/model/locale.ts';
import { choiceFor } from '../../core/turn/steps/greet.ts';
import { type AuthRouteDeps, createAuthRoutes } from '../auth/index.ts';
import { type AgendaDeps, createAgendaPages } from './agenda.ts';
import { type BoardMailPageDeps, createBoardMailPage } from './boardMail.ts';
import { createBuiltFiles } from './builtFiles.ts';
import { type CasePageDeps, createCasePage } from './case.ts';
import { createCaseMailPages } from './caseMail.ts';
import { type ChatPageDeps, caseCookieOf, createChatPage } from './chat.ts';
import { createConsolePage } from './console.ts';
import { createDataPage, type DataPageDeps } from './data.ts';
import { createDemoPage, type DemoDeps, type Start } from './demo.ts';
import { showNotFound, showProblem } from './errorPage.ts';
import { createFiguresPage, type FiguresPageDeps } from './figures.ts';
import { createGuidePages, type GuideDeps } from './guide.ts';
import type { Frame } from './layout.ts';
import { createParticipationPages, type ParticipationDeps } from './participation.ts';
import { createReceiptsPage, type ReceiptsDeps } from './receipts.ts';
import { createReportPage, type ReportPageDeps } from './report.ts';
import { createSubscriptionPages, type SubscriptionPagesDeps } from './subscriptions.ts';
import { createSuggestionPages, type SuggestionPagesDeps } from './suggestions.ts';
import { createTextPages } from './textPages.ts';
import { createTransparencyPages, type TransparencyDeps } from './transparency.ts';

export type { ChatPageDeps } from './chat.ts';
export { createChatPage } from './chat.ts';

export interface PagesDeps
  extends Omit<ChatPageDeps, 'frame' | 'exitScript' | 'titleOf' | 'begins' | 'prove'>,
    Pick<DemoDeps, 'siteKey' | 'baseUrl'> {
  /** The build output of `scripts/buildPages.mjs` for browsers: `dist/web`. */
  readonly folder: string;
  /** Values of `{{council}}`, `{{site}}`, `{{electronicOffice}}`, `{{office}}` …, as in `dialogs/council.yaml`. */
  readonly values: Frame['values'];
  readonly casePage: Omit<CasePageDeps, 'frame' | 'fallback' | 'script' | 'pushScript' | 'remembered'>;
  readonly dataPage: Omit<DataPageDeps, 'frame' | 'fallback' | 'script'>;
  /** Null: there is no public log, and so nothing proves an answer. */
  readonly receipts: Omit<ReceiptsDeps, 'frame' | 'fallback' | 'script'> | null;
  readonly guide: Omit<GuideDeps, 'frame' | 'fallback' | 'exitScript' | 'senderOf'>;
  readonly agenda: Pick<AgendaDeps, 'published' | 'isWithdrawn' | 'accountOf'>;
  readonly suggestions: Pick<SuggestionPagesDeps, 'sealer' | 'cases'>;
  readonly participation: Pick<ParticipationDeps, 'surveys' | 'smallestCell' | 'platform'>;
  /** Absent: nobody subscribes to announcements by e-mail. */
  readonly subscriptions?: Omit<SubscriptionPagesDeps, 'frame' | 'fallback'>;
  readonly transparency: Omit<TransparencyDeps, 'frame' | 'fallback' | 'url' | 'program' | 'knowledge' | 'proofScript'>;
  /** Absent: no reports are made. */
  readonly report?: Omit<ReportPageDeps, 'frame' | 'fallback' | 'knowledge' | 'timeZone' | 'baseUrl'>;
  /** Absent: nobody gets the figures of the board by e-mail. */
  readonly boardMail?: Omit<BoardMailPageDeps, 'frame' | 'fallback'>;
  readonly figures: Omit<FiguresPageDeps, 'frame' | 'fallback'>;
  /** The authentication routes, which protect everything below `/console`. */
  readonly authRoutes: Omit<AuthRouteDeps, 'frame' | 'baseUrl' | 'fallback' | 'script' | 'passkeyScript' | 'log'>;
}

export interface Pages {
  readonly router: Router;
  /** For people who follow a wrong address: to be mounted after everything else. */
  readonly notFound: RequestHandler;
}

/**
 * All pages for browsers, at the root: the demo page, the guide, the figures, the chat without JavaScript, privacy, accessibility,
 * the case page, the widget's script, and the console's page behind authentication. To be mounted before anything else below
 * `/console`.
 * @throws {CodedError} `content.missing` when the pages were not built
 */
export function createPages(deps: PagesDeps): Pages {
  const files = createBuiltFiles(deps.folder);
  const frame: Frame = { style: files.style, values: deps.values };
  const router = Router();
  router.use(files.router);
  const { fallback, siteKey, baseUrl, log } = deps;
  const scripts = { script: files.welcomeScript, passkeyScript: files.passkeyScript };
  router.use(createAuthRoutes({ ...deps.authRoutes, ...scripts, frame, baseUrl, fallback, log }));
  router.use(createConsolePage(files.console, fallback));
  router.use(createFiguresPage({ ...deps.figures, frame, fallback }));
  if (deps.report !== undefined) {
    const { knowledge, timeZone } = { ...deps, ...deps.guide };
    router.use(createReportPage({ ...deps.report, frame, fallback, knowledge, timeZone, baseUrl }));
  }
  if (deps.boardMail !== undefined) router.use(createBoardMailPage({ ...deps.boardMail, frame, fallback }));
  router.use(createTextPages(frame, fallback));
  router.use(
    createGuidePages({ ...deps.guide, frame, fallback, exitScript: files.exitScript, senderOf: deps.senderOf }),
  );
  const { url, program, knowledge, clock } = deps.guide;
  const { timeZone } = deps;
  router.use(createAgendaPages({ ...deps.agenda, frame, fallback, url, program, timeZone, clock }));
  router.use(
    createSuggestionPages({
      ...deps.suggestions,
      tenant: deps.casePage.tenant,
      journal: deps.casePage.journal,
      departmentName: (id, locale) => knowledge().protocol.department(id, locale),
      frame,
      fallback,
      url,
      program,
      timeZone,
      clock,
    }),
  );
  router.use(createParticipationPages({ ...deps, ...deps.participation, frame, url, program }));
  router.use(
    createTransparencyPages({
      ...deps.transparency,
      frame,
      fallback,
      url,
      program,
      knowledge,
      proofScript: files.proofScript,
    }),
  );
  const titleOf = (id: string, locale: Locale) => knowledge().entry(id)?.title[locale] ?? null;
  const starts = (locale: Locale): readonly Start[] =>
    knowledge().welcome.flatMap((id) => {
      const [label, value] = [titleOf(id, locale), choiceFor(id)];
      return label === null ? [] : [{ label, value, service: value.startsWith('entry:') ? id : null }];
    });
  const { published } = deps.agenda;
  router.use(createDemoPage({ frame, fallback, siteKey, baseUrl, starts, published, timeZone }));
  const asked = (locale: Locale) =>
    deps.participation.surveys
      .open()
      .map(({ id, title }) => ({ label: title[locale], value: choiceFor(`flow.${id}`) }));
  const { receipts } = deps;
  router.use(
    createChatPage({
      ...deps,
      frame,
      exitScript: files.exitScript,
      titleOf,
      begins: (locale) => [...starts(locale), ...asked(locale)],
      prove: receipts?.prove ?? null,
    }),
  );
  if (receipts !== null) router.use(createReceiptsPage({ ...receipts, frame, fallback, script: files.caseScript }));
  router.use(createDataPage({ ...deps.dataPage, frame, fallback, script: files.caseScript }));
  if (deps.subscriptions !== undefined) router.use(createSubscriptionPages({ ...deps.subscriptions, frame, fallback }));
  const { links, talk } = deps.casePage;
  if (
    talk !== undefined &&
    (talk.mails || talk.textsTo.length > 0 || talk.push !== null) &&
    links.readNotifyLink !== undefined
  ) {
    const { tenant, cases } = deps.casePage;
    const mailLinks = { readNotifyLink: links.readNotifyLink };
    const caseMail = { tenant, cases, talk, frame, fallback, script: files.caseScript, links: mailLinks };
    router.use(createCaseMailPages(caseMail));
  }
  const { caseScript: script, pushScript } = files;
  const remembered = caseCookieOf(deps).read;
  router.use(createCasePage({ ...deps.casePage, frame, fallback, script, pushScript, remembered }));
  router.use(showProblem({ frame, fallback, log }));
  return { router, notFound: showNotFound({ frame, fallback }) };
}
