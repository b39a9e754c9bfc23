import { join } from 'node:path';
import { type RequestHandler, Router } from 'express';
import { createBaseUrl } from '../../../adapters/webchat/directline/addresses.ts';
import { agentOf, createAuthRoutes, requireStaff } from '../../../src/http/auth/index.ts';
import { listen } from '../../../src/http/listener.ts';
import { createBuiltFiles } from '../../../src/http/pages/builtFiles.ts';
import { createHttpApp } from '../../../src/http/server.ts';
import type { SecondFactorRule } from '../../../src/identity/createAuth.ts';
import type { OidcSettings } from '../../../src/identity/credentials/provider.ts';
import { createLocalLimit } from '../../../src/store/local/limit.ts';
import { openSqliteStaff } from '../../../src/store/sqlite/staff.ts';
import { type Desk, openDesk } from '../../identity/desk.ts';
import { createLog } from '../../support/log.ts';
import { temporaryFolder } from '../../support/service.ts';

/** The routes for signing in on their own port, with something behind them. */
export interface AuthBench {
  readonly url: string;
  readonly desk: Desk;
  readonly log: ReturnType<typeof createLog>;
  stop(): Promise<void>;
}

interface DoorstepOptions {
  /** Address at which people reach it, if not its own. */
  readonly publicUrl?: string;
  readonly secondFactor?: SecondFactorRule;
  readonly oidc?: OidcSettings;
  readonly formsPerMinute?: number;
  /** Folder of the built pages: for browsers, which need style and script. */
  readonly folder?: string;
}

export async function startDoorstep(options: DoorstepOptions): Promise<AuthBench> {
  const folder = temporaryFolder();
  const log = createLog();
  const store = openSqliteStaff({ file: join(folder.path, 'staff.sqlite'), log });
  const listener = await listen('127.0.0.1', 0, () => {});
  const address = `http://127.0.0.1:${listener.port}`;
  const url = options.publicUrl ?? address;
  const { secondFactor, oidc } = options;
  const desk = openDesk({ store, url, ...(secondFactor && { secondFactor }), ...(oidc && { oidc }) });
  const files = options.folder === undefined ? null : createBuiltFiles(options.folder);
  const auth = createAuthRoutes({
    staff: desk.staff,
    frame: { style: files?.style ?? '/assets/pages.css', values: () => ({ council: 'Ajuntament de Prova' }) },
    script: files?.welcomeScript ?? '/assets/welcome.js',
    passkeyScript: files?.passkeyScript ?? '/assets/passkey.js',
    url,
    timeZone: () => 'Europe/Madrid',
    baseUrl: createBaseUrl(options.publicUrl ?? null),
    fallback: 'ca',
    allow: createLocalLimit(options.formsPerMinute ?? 10_000, 60).allow,
    clock: Date.now,
    log,
  });
  listener.serve(
    createHttpApp({
      trustProxy: 1,
      channels: [],
      routers: [...(files === null ? [] : [files.router]), auth, behind()],
      log,
    }),
    [],
  );
  return {
    url: address,
    desk,
    log,
    async stop() {
      await listener.close(0);
      await store.close();
      folder.remove();
    },
  };
}

/** What is behind the sign-in: something for everybody, and something for some. */
function behind(): Router {
  const router = Router();
  const name: RequestHandler = (_request, response) => {
    response.json({ id: agentOf(response).id });
  };
  router.all('/console/api/me', name);
  router.get('/console/api/some', requireStaff({ roles: ['administrator', 'auditor'] }), name);
  router.get('/console', name);
  return router;
}

/** A browser as far as forms and cookies go. */
export interface Browser {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Page>;
  post(path: string, form: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Page>;
  readonly cookies: ReadonlyMap<string, string>;
}

export interface Page {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
  readonly setCookies: readonly string[];
  readonly headers: Headers;
}

/** `address`: where it seems to be, as a proxy would say it. */
export function openBrowser(url: string, address: string): Browser {
  const cookies = new Map<string, string>();
  async function send(path: string, init: RequestInit): Promise<Page> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'x-forwarded-for': address, cookie, ...(init.headers as Record<string, string>) };
    const response = await fetch(new URL(path, url), { ...init, headers, redirect: 'manual' });
    const setCookies = response.headers.getSetCookie();
    for (const line of setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const { status, headers: answered } = response;
    return { status, location: answered.get('location'), text: await response.text(), setCookies, headers: answered };
  }
  return {
    cookies,
    get: (path, headers) => send(path, { headers: headers ?? {} }),
    post: (path, form, headers) =>
      send(path, { method: 'POST', body: new URLSearchParams(form), headers: headers ?? { origin: url } }),
  };
}
