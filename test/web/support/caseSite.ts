import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createCaseLinks } from '../../../src/core/cases/caseLinks.ts';
import { waitOf } from '../../../src/core/cases/waiting.ts';
import type { CaseState } from '../../../src/core/model/case.ts';
import { newConversation } from '../../../src/core/model/conversation.ts';
import type { CaseEvent } from '../../../src/core/model/event.ts';
import { createBuiltFiles } from '../../../src/http/pages/builtFiles.ts';
import { createCasePage } from '../../../src/http/pages/case.ts';
import { createHttpApp } from '../../../src/http/server.ts';
import { createLocalLimit } from '../../../src/store/local/limit.ts';
import { makeRow } from '../../contract/store/casesFixture.ts';
import { makeCommit, noon } from '../../contract/store/fixture.ts';
import { createMemoryCaseIndex } from '../../support/caseIndex.ts';
import { createLog } from '../../support/log.ts';
import { createMemoryJournal } from '../../support/memoryJournal.ts';
import { townProtocol } from '../../support/townProtocol.ts';
import { builtPages } from './builtPages.ts';

/** The pages of cases alone, over memory. */
export interface CaseSite {
  readonly url: string;
  readonly linkOf: (code: string) => string;
  readonly keyOf: (code: string) => string;
  /** What the server was asked for, as a log would have it. */
  readonly asked: readonly string[];
  /** Opens a case, and records one commit for each of what happened to it, an hour apart. */
  addCase(code: string, caseState: Partial<CaseState>, happened: readonly Happened[]): Promise<void>;
  stop(): Promise<void>;
}

/** An event of a case without its name, and what it changed. */
export interface Happened {
  readonly event: CaseEvent extends infer Each ? (Each extends unknown ? Omit<Each, 'case' | 'by'> : never) : never;
  readonly caseState: Partial<CaseState>;
}

export async function startCaseSite(limits: { wrongKeys: number; views: number }): Promise<CaseSite> {
  const { journal } = createMemoryJournal();
  const cases = createMemoryCaseIndex();
  const asked: string[] = [];
  const mac = (text: string) => createHmac('sha256', 'secret of the tests').update(text).digest();
  const links = createCaseLinks({ mac, url: '' });
  const files = createBuiltFiles(await builtPages());
  const page = createCasePage({
    frame: { style: files.style, values: () => ({ council: 'Ajuntament de Prova' }) },
    script: files.caseScript,
    pushScript: files.pushScript,
    fallback: 'ca',
    tenant: 'default',
    links,
    cases,
    journal,
    proofOf: async (row) => (row.case.code.startsWith('7KQ4') ? `proof of ${row.case.code}\n` : null),
    protocol: () => townProtocol,
    limits: { wrongKeys: createLocalLimit(limits.wrongKeys, 60), views: createLocalLimit(limits.views, 60).allow },
    clock: () => noon + 86_400_000,
    remembered: () => [],
    waitOf: (row) => waitOf(cases, row, noon + 86_400_000),
  });
  const app = createHttpApp({ trustProxy: 1, channels: [], routers: [files.router, page], log: createLog() });
  const server = app.listen(0, '127.0.0.1');
  server.on('request', (request) => asked.push(`${request.method} ${request.url} ${request.headers.referer ?? ''}`));
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    asked,
    linkOf: (code) => url + links.caseLink(code),
    keyOf: links.caseKey,
    async addCase(code, first, happened) {
      let row = makeRow(code, { changedAt: noon, case: { openedAt: noon, ...first } });
      const { conversation } = row;
      for (const [index, { event, caseState }] of happened.entries()) {
        const revision = index + 1;
        row = { ...row, revision, case: { ...row.case, ...caseState } };
        await journal.append(
          makeCommit(conversation, revision, {
            at: noon + index * 3_600_000,
            events: [{ type: 'message.received', kind: 'text' }, { ...event, case: code, by: null } as CaseEvent],
            state: { ...newConversation(noon), cases: [row.case] },
          }),
        );
      }
      await cases.put([row]);
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** That a case was opened in a department, as the citizen's page is told. */
export function openedIn(department: string) {
  const rest = {
    kind: 'complaint',
    rule: 'complaint',
    protocol: 'v1',
    firstDueAt: null,
    resolutionDueAt: null,
  } as const;
  return { type: 'case.opened', department, ...rest } as const;
}
