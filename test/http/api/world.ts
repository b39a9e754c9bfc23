import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Router } from 'express';
import type { Content } from '../../../src/content/content.ts';
import { waitOf } from '../../../src/core/cases/waiting.ts';
import { createDeskSettings } from '../../../src/core/journal/deskSettings.ts';
import { createFlowVersions } from '../../../src/core/journal/flowVersions.ts';
import { createNotificationChoices } from '../../../src/core/journal/notificationChoices.ts';
import { createRecordLog } from '../../../src/core/journal/recordLog.ts';
import { createReadings } from '../../../src/core/journal/staffReadings.ts';
import type { Agent, StaffDirectory, StaffRole } from '../../../src/core/model/agent.ts';
import type { CaseState } from '../../../src/core/model/case.ts';
import { newConversation } from '../../../src/core/model/conversation.ts';
import { CodedError } from '../../../src/core/model/errors.ts';
import type { CommandEnvelope } from '../../../src/core/model/staffCommand.ts';
import { createDeadLetterDesk } from '../../../src/core/outbox/deadLetters.ts';
import type { CaseRow } from '../../../src/core/ports/caseIndex.ts';
import type { ApiDeps } from '../../../src/http/api/deps.ts';
import { createConsoleApi } from '../../../src/http/api/index.ts';
import type { AccountAdministration, ChannelAccountView } from '../../../src/http/api/wireAccounts.ts';
import { createSignInGate } from '../../../src/http/auth/guard.ts';
import { createHttpApp } from '../../../src/http/server.ts';
import type { StaffAdministration } from '../../../src/identity/administration.ts';
import { planImport } from '../../../src/identity/importStaff.ts';
import { createStaffDevices } from '../../../src/notifications/push/staffDevices.ts';
import { createRightsDesk } from '../../../src/rights/desk/rightsDesk.ts';
import { createLocalPresence } from '../../../src/store/local/presence.ts';
import { agentWith, directoryOf } from '../../support/agent.ts';
import { createMemoryCaseIndex } from '../../support/caseIndex.ts';
import { caseRowOf, caseStateOf } from '../../support/caseState.ts';
import { createClock, testDay } from '../../support/clock.ts';
import { createKeptFiles } from '../../support/keptFiles.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { createLog } from '../../support/log.ts';
import { createMemoryJournal } from '../../support/memoryJournal.ts';
import { createMemoryNotifications } from '../../support/memoryNotifications.ts';
import { createMemoryPersonalRecords } from '../../support/memoryPersonalRecords.ts';
import { createMemoryKeys, createMemorySealer } from '../../support/memorySealer.ts';
import { noSubscribers } from '../../support/noSubscribers.ts';
import { createPubSub } from '../../support/pubsub.ts';
import { standIn } from '../../support/standIn.ts';
import { createTimers } from '../../support/timers.ts';
import { town } from '../../support/town.ts';
import { noPersonalData } from '../../web/support/nobody.ts';

const said = (text: string) => ({ ca: `${text} ca`, es: `${text} es`, en: `${text} en` });

const mobles = {
  ...{ id: 'residus.mobles', title: said('Old furniture'), answer: said('On Mondays') },
  ...{ followUps: [], valid: { from: '2026-01-01' } },
};

/** What the console shows of the city's content, no more of it. */
const content = standIn<Content>({
  departments: { departments: ['oiac', 'hisenda', 'medi'].map((id) => ({ id, name: said(id) })) },
  calendar: { hoursOf: 'oiac', timeZone: 'Europe/Madrid' },
  protocol: {
    rules: [{ id: 'complaints', when: { traits: [] }, cites: ['G9 5.1'] }],
    tones: { cordial: { say: said('cordial'), cites: [] } },
    administrativeSilence: {},
    conditions: {},
  },
  canned: {
    replies: [
      { id: 'hello', title: said('Hello'), text: said('Soc {{agent}}') },
      {
        ...{ id: 'furniture', title: said('Furniture'), text: said('On Monday') },
        suggestFor: { kinds: ['incident'], entries: ['residus.mobles', 'residus.gone'] },
      },
      {
        ...{ id: 'gone', title: said('Gone'), text: said('No more') },
        suggestFor: { kinds: ['incident'], entries: ['residus.gone'] },
      },
    ],
  },
  faq: { 'faq/residus.yaml': { entries: [mobles] } },
  smalltalk: { entries: [] },
  commands: { commands: [] },
});

/** An answer, whatever it holds: tests say what they look for. */
// biome-ignore lint/suspicious/noExplicitAny: what comes over the wire has no type that could be relied on
export type Body = any;

/** One of each role; agents of two departments. */
export const staff: readonly Agent[] = [
  agentWith('anna', { roles: ['agent'], departments: ['hisenda'] }),
  agentWith('berta', { roles: ['agent'], departments: ['medi'] }),
  agentWith('carla', { roles: ['agent'], departments: ['hisenda'] }),
  ...(['supervisor', 'editor', 'administrator', 'auditor'] as StaffRole[]).map((role) =>
    agentWith(role, { roles: [role], departments: [] }),
  ),
];

/** A case as it stands in the index: of the department for taxes, nobody's, unless changed. */
export function rowWith(code: string, changes: Partial<Omit<CaseRow, 'case'>>, caseState: Partial<CaseState>): CaseRow {
  const ofTaxes = caseStateOf(code, testDay, { rule: 'complaints', department: 'hisenda', ...caseState });
  return caseRowOf(ofTaxes, { conversation: `c-${code}`, keyId: `k-${code}`, ...changes });
}

/** The interface on a real server, over stores in memory. `handleCommand` says what commands do. */
export async function openConsole(
  changes: Partial<
    Pick<ApiDeps, 'handleCommand' | 'limits' | 'directory' | 'desk' | 'releaseChecks' | 'questions' | 'translation'>
  >,
) {
  const clock = createClock(testDay);
  const timers = createTimers(clock);
  const log = createLog();
  const pubsub = createPubSub();
  const index = createMemoryCaseIndex();
  const { journal, outbox, commits } = createMemoryJournal();
  const keys = createMemoryKeys();
  const sealer = createMemorySealer(keys);
  const notifications = createMemoryNotifications();
  const personal = createMemoryPersonalRecords();
  let records = 0;
  const recordLog = createRecordLog({ journal, sealer, clock: clock.now, newId: () => `record-${++records}` });
  const flowVersions = createFlowVersions(recordLog);
  const readings = createReadings({
    tenant: 'default',
    records: recordLog,
    timeZone: () => 'Europe/Madrid',
    clock: clock.now,
  });
  const directory = directoryOf(staff);
  const kept = createKeptFiles();
  const commands: CommandEnvelope[] = [];
  const released: string[] = [];
  const signedOut = new Set<string>();
  const lackFactor = new Set<string>();
  let isUnsure = false;
  const presence = createLocalPresence({ clock: clock.now, publish: pubsub.publish });
  const free = { allow: async () => ({ ok: true, retryAfter: 0 }) };

  const who = async (cookie: string) => {
    const id = /agent=(\w+)/.exec(cookie)?.[1] ?? '';
    return signedOut.has(id) ? null : directory.find('default', id);
  };
  let ids = 0;
  const api = createConsoleApi(
    {
      tenant: 'default',
      cases: index,
      handleCommand: async (handleCommand) => {
        commands.push(handleCommand);
      },
      release: async (agent) => void released.push(agent),
      waitOf: (row) => waitOf(index, row, clock.now()),
      caseProofOf: async ({ case: { code } }) => (code === 'AAAA-0001' ? `proof of ${code}` : null),
      ticketSystemOf: () => null,
      tickets: { view: async () => ({ systems: [], tickets: [], counts: [], isPart: false }), ticketOf: () => null },
      directory,
      administration: administrationOf(directory),
      operators: { makeKey: async () => ({ key: 'fop_x', expiresAt: 1 }), removeKey: async () => {} },
      journal,
      sealer,
      outbox,
      files: kept.files,
      upload: { bytes: 1_000, types: ['png', 'pdf'], atOnce: 8, wholeMs: 60_000, stallMs: 15_000 },
      accounts: () => [{ id: 'web', name: 'Web', channel: 'webchat' }],
      accountHours: () => [],
      channelAccounts: accountsOf(),
      connections: {
        view: () => ({ mail: null, sms: null, signIn: null, secondFactor: 'required' }),
        testMail: async () => ({ code: null, detail: null }),
        testSms: async () => ({ code: null, detail: null }),
        testSignIn: async () => ({ code: null, detail: null }),
        testHook: async () => ({ code: null, detail: null }),
      },
      embedSites: () => ({ url: 'https://x.example', sites: [] }),
      departments: async () => [],
      deadLetters: createDeadLetterDesk({ tenant: 'default', outbox, journal, sealer, records: recordLog }),
      content: () => content,
      desk: null,
      announcements: {
        list: async () => ({ crisis: false, announcements: [], days: [], accounts: [] }),
        subscribers: async () => noSubscribers,
        history: async () => [],
        preview: async () => null,
        release: async () => {},
        withdraw: async () => {},
        settle: async () => {},
      },
      previews: async () => [],
      spelling: {
        check: async (texts) => texts.map(() => []),
        checkDocument: async () => [],
        suggest: async (_, words) => words.map(() => []),
      },
      releaseChecks: null,
      flowOf: flowVersions.find,
      questions: null,
      knowledge: () => createKnowledge(town),
      translation: null,
      notifications,
      notificationChoices: createNotificationChoices({ personal, clock: clock.now }),
      staffDevices: createStaffDevices({ personal, clock: clock.now }),
      push: { publicKey: 'PUBLIC', accepts: ({ endpoint }) => endpoint.startsWith('https://push.example/') },
      personal,
      deskSettings: createDeskSettings({ tenant: 'default', records: recordLog }),
      readings,
      rights: {
        desk: createRightsDesk({
          tenant: 'default',
          records: recordLog,
          personalData: noPersonalData,
          cases: index,
          emailDigestOf: (address) => address,
          timeZone: () => 'Europe/Madrid',
          newId: () => 'request-1',
          clock: clock.now,
        }),
        openFile: async () => null,
        proofOf: async () => null,
      },
      retention: { isDaily: true, policy: () => null, preview: async () => null, runs: async () => [] },
      hooks: async () => [],
      presence,
      pubsub,
      limits: { reads: free, writes: free, commands: free, uploads: free },
      newId: () => `file-${++ids}`,
      clock: clock.now,
      timer: timers.timer,
      log,
      ...changes,
    },
    async (request) => {
      if (isUnsure) throw new Error('the accounts of staff do not answer');
      const agent = await who(request.headers.cookie ?? '');
      return agent && { agent, mustAddSecondFactor: lackFactor.has(agent.id) };
    },
  );
  const gate = createSignInGate(
    {
      who: async ({ cookie }) => {
        const agent = await who(cookie);
        const result = agent && { ...sessionOf(agent), mustAddSecondFactor: false };
        return { result, cookies: [] };
      },
    },
    { note: () => {} },
    () => 'http://127.0.0.1',
  );
  const app = createHttpApp({ trustProxy: 0, channels: [], routers: [gate as Router, api.router], log });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    ...{
      url,
      api,
      clock,
      timers,
      log,
      pubsub,
      index,
      journal,
      outbox,
      keys,
      sealer,
      notifications,
      personal,
      readings,
      flowVersions,
      directory,
      kept,
      commands,
      commits,
      presence,
      released,
    },
    /** A citizen sends a file in the conversation of a case, in its first turn. */
    async citizenSends(code: string, id: string, bytes: Uint8Array) {
      const conversation = `c-${code}`;
      const file = { id, name: 'a.png', type: 'image/png', size: bytes.length };
      const inbound = { id: 'm', content: { kind: 'files', text: '', files: [file] }, localeHint: null } as const;
      await journal.append({
        ...{ tenant: 'default', account: 'web', conversation, revision: 1, at: testDay, inboundKey: 'm', outbox: [] },
        ...{ events: [{ type: 'case.added', case: code, by: null }], state: newConversation(testDay) },
        ...(await sealer.seal(conversation, { address: null, inbound, outbound: [] }, 'current')),
      });
      kept.bytes.set(`${conversation}/${id}`, bytes);
    },
    /** Ends what lets somebody in. */
    signOut: (agent: string) => void signedOut.add(agent),
    /** From now on somebody must set up a second factor before they may do anything else. */
    needSecondFactor: (agent: string) => void lackFactor.add(agent),
    /** Whether it cannot be found out who sends a request. */
    unsure: (isSo: boolean) => {
      isUnsure = isSo;
    },
    /** Sends a request as somebody; null: as nobody. */
    async ask(agent: string | null, method: string, path: string, body?: unknown) {
      const response = await fetch(`${url}/console/api/${path}`, {
        method,
        headers: {
          ...(agent === null ? {} : { cookie: `agent=${agent}` }),
          ...(body === undefined || body instanceof Uint8Array ? {} : { 'content-type': 'application/json' }),
          origin: url,
        },
        ...(body === undefined ? {} : { body: body instanceof Uint8Array ? body : JSON.stringify(body) }),
      } as RequestInit);
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: (text === '' ? null : parse(text)) as Body };
    },
    async close() {
      api.endStreams();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type ConsoleWorld = Awaited<ReturnType<typeof openConsole>>;

const sessionOf = (agent: Agent) => ({
  agent,
  session: `session of ${agent.id}`,
  method: 'password' as const,
  secondFactor: true,
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Accounts that answer, and change nothing. */
function accountsOf(): AccountAdministration {
  const list = { accounts: [], crisis: null, seenSince: 0, channels: [], topics: [] };
  const view = async (): Promise<ChannelAccountView> => {
    throw new CodedError('account.unknown', 'There is no such account.');
  };
  return {
    list: async () => list,
    view,
    channel: async (channel) => ({ channel, secrets: [] }),
    save: async () => ({ problems: [] }),
    test: async () => ({ kind: 'failing', code: 'platform.refused', message: 'No.' }),
    check: async () => ({ kind: 'failing', code: 'platform.refused', message: 'No.' }),
    step: async () => {},
    beginCrisis: async () => {},
    endCrisis: async () => {},
  };
}

/** Administration that answers, and changes nobody. */
function administrationOf(directory: StaffDirectory): StaffAdministration {
  const sent = { mailed: false, link: 'https://x.example/#t', expiresAt: 1 };
  return {
    list: async () =>
      (await directory.list('default')).map((each) => ({ ...each, signedInAt: null, invitation: null })),
    invite: async (person) => ({ agent: agentWith('new', person), ...sent }),
    inviteAgain: async () => sent,
    cancelInvitation: async (id) => agentWith(id, {}),
    reset: async () => sent,
    dropSecondFactors: async () => ({ mailed: true }),
    plan: async (cells, vocabulary) => planImport(cells, await directory.list('default'), vocabulary),
    import: async (lines) => lines.map(({ row }) => ({ row, done: 'nothing', code: null, link: null })),
  };
}

/** Refuses as `handleCommand` does when a colleague has the case. */
export const taken = (by: string) => new CodedError('case.taken', `${by} serves this conversation.`);
