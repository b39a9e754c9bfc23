import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Request, type Response } from 'express';
import { caseFactsOf } from '../../../../src/core/cases/board/caseFacts.ts';
import { dueOf, never } from '../../../../src/core/cases/deadlines.ts';
import { searchedCode } from '../../../../src/core/journal/transferCode.ts';
import { isProposed } from '../../../../src/core/model/case.ts';
import type { CaseTicket } from '../../../../src/core/model/desk/ticket.ts';
import type { Notification } from '../../../../src/core/model/event.ts';
import { internalNoteOf, type StaffCommand } from '../../../../src/core/model/staffCommand.ts';
import { answerErrors } from '../../../../src/http/answerErrors.ts';
import { boardRoutes } from '../../../../src/http/api/board.ts';
import { serveRoutes } from '../../../../src/http/api/route.ts';
import type { CaseItem, CaseTurn, CaseView, News, Queue } from '../../../../src/http/api/wire.ts';
import { queues } from '../../../../src/http/api/wireRead.ts';
import { createBuiltFiles } from '../../../../src/http/pages/builtFiles.ts';
import { createConsolePage } from '../../../../src/http/pages/console.ts';
import { createSecurityHeaders } from '../../../../src/http/security.ts';
import type { SignedIn } from '../../../../src/identity/auth.ts';
import { createLog } from '../../../support/log.ts';
import { standIn } from '../../../support/standIn.ts';
import { caseItem, collectedIn, contactNoteIn, ratedItems, relatedTo, turnsOf, turnWith } from './cases.ts';
import { doIn, type PostedBody, ticketSystem, withTicket } from './commands.ts';
import { deskRoutes, type EditedContent } from './fakeDesk.ts';
import { createFakeNotifications, notesIn } from './fakeNotifications.ts';
import { createFakePersonal } from './fakePersonal.ts';
import { noSound } from './noSound.ts';
import { addOverseen } from './overseen.ts';
import { people, setting } from './people.ts';

/** A server that speaks `wire.ts` over memory, with the real page and its real headers. */
export interface FakeConsole {
  readonly url: string;
  /** What arrived at `POST …/commands`, in order. */
  readonly posted: readonly { readonly by: string; readonly id: string; readonly command: StaffCommand }[];
  item(code: string): CaseItem;
  /** The citizen writes in a case. */
  citizenWrites(code: string, text: string): void;
  /** Somebody opens a case. */
  opens(item: CaseItem): void;
  /** Somebody is let into the console; nobody is told. */
  joins(id: string, name: string): void;
  /** A colleague does something, elsewhere. */
  colleague(by: string, code: string, command: StaffCommand): void;
  say(news: News): void;
  /** What somebody has begun to write in a case, as the server has it; a reply unless a note is asked for. */
  draftOf(agent: string, code: string, mode?: 'reply' | 'note'): string;
  /** Notifies somebody. */
  notify(agent: string, code: string, reason: Notification['reason']): Promise<void>;
  /** Keeps something of a case's conversation from agents, until they open it for a reason. */
  hides(code: string): void;
  /** Something becomes of a case in its ticket system, which says something, too. */
  ticket(code: string, ticket: CaseTicket, note: string): void;
  /** Ends all streams and refuses everything until it is `false` again. */
  away(isAway: boolean): void;
  /** Codes of cases that are read with each page; for how lists are asked. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

/** The smallest picture. */
const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const notDone = ['open', 'snoozed'];

function needAgent(): never {
  throw new Error('nobody is signed in');
}

/** `content`: what its editors write, and its gate; null: it is edited as files. */
export async function startFakeConsole(
  folder: string,
  count: number,
  content: EditedContent | null = null,
): Promise<FakeConsole> {
  const now = Date.now();
  const items = new Map<string, CaseItem>();
  const turns = new Map<string, readonly CaseTurn[]>();
  const streams = new Map<Response, string>();
  const present = new Map<string, Map<string, boolean>>();
  const posted: { by: string; id: string; command: StaffCommand }[] = [];
  const asked: string[] = [];
  const agents = new Map(people.map((each) => [each.id, each]));
  let settingNow = setting;
  const hiding = new Set<string>();
  const opened = new Map<string, number>();
  let isAway = false;
  let cursor = 0;
  for (let n = 1; n <= count; n += 1) put(caseItem(n, now));
  const own = createFakePersonal();
  const centre = createFakeNotifications(
    (agent, news) => {
      for (const [stream, of] of streams) if (of === agent) stream.write(`data: ${JSON.stringify(news)}\n\n`);
    },
    notesIn(items, turns),
  );

  function put(item: CaseItem): void {
    items.set(item.case.code, item);
    turns.set(item.case.code, turnsOf(item));
  }
  const item = (code: string): CaseItem => {
    const found = items.get(code);
    if (found === undefined) throw new Error(`there is no case ${code}`);
    return found;
  };
  const say = (news: News) => {
    for (const stream of streams.keys()) stream.write(`data: ${JSON.stringify(news)}\n\n`);
  };
  const change = (next: CaseItem, turn: CaseTurn) => {
    const { code } = next.case;
    items.set(code, next);
    turns.set(code, [...(turns.get(code) ?? []), turn]);
    cursor += 1;
    say({ type: 'case', item: next, cursor: String(cursor) });
    say({ type: 'turn', code, conversation: next.conversation, revision: next.revision });
  };
  const perform = (by: string, code: string, seen: number | null, command: StaffCommand) => {
    const done = doIn(item(code), turns.get(code) ?? [], { by, seen, command, now: Date.now() });
    if (typeof done === 'string') return done;
    const { transferred } = item(code).case;
    change(done.item, done.turn);
    const { revision } = done.item;
    if (command.kind === 'take' && transferred) void centre.notify(transferred.by, code, 'transfer-taken', revision);
    const to = command.kind === 'assign' && command.to !== null && 'agent' in command.to ? command.to.agent : null;
    if (to !== null && to !== by)
      void centre.notify(to, code, to === transferred?.by ? 'transfer-returned' : 'assigned', revision);
    return done;
  };
  const inQueue = (queue: Queue, by: string) => (each: CaseItem) => {
    const { assignee, department, first } = each.case;
    if (queue === 'mine') return assignee === by;
    if (queue === 'department') return agents.get(by)?.departments.includes(department) === true;
    if (queue === 'unassigned') return assignee === null;
    if (queue === 'proposed') return isProposed(each.case);
    return queue === 'all' || first?.breached === true;
  };
  const dueAt = ({ case: caseState }: CaseItem) => dueOf(caseState) ?? never;
  const viewOf = (code: string, by: string): CaseView => {
    const found = item(code);
    const { transferred } = found.case;
    const passed = turns.get(code)?.find(({ revision }) => revision === transferred?.revision)?.command?.command;
    const roles = agents.get(by)?.roles ?? [];
    const closed: CaseView['may'] = ['note', 'reopen'];
    const open: CaseView['may'] = [
      ...(found.handledBy === null ? (['take'] as const) : []),
      ...(found.handledBy === null || found.handledBy === by ? (['reply', 'give-entry'] as const) : []),
      ...(found.handledBy === by ? (['hand-back'] as const) : []),
      ...(['note', 'assign', 'set-priority', 'label', 'snooze', 'propose', 'decide', 'close', 'merge'] as const),
      ...(['contact-note', 'remove-contact-note'] as const),
      ...(roles.includes('supervisor') ? [] : (['break-glass'] as const)),
      ...(found.case.ticket?.status === 'unsure' ? (['send-ticket'] as const) : []),
      ...(['unsure', 'sent'].includes(found.case.ticket?.status ?? '') ? (['settle-ticket'] as const) : []),
    ];
    return {
      ...found,
      related: relatedTo(code, items),
      collected: code === 'C004-TEST' ? [collectedIn(found)] : [],
      contactNotes: code === 'C004-TEST' ? [contactNoteIn(found)] : [],
      transfer: transferred
        ? { by: transferred.by, at: transferred.at, comment: (passed && internalNoteOf(passed)) ?? null }
        : null,
      openUntil: opened.get(code) ?? null,
      deadline: { ca: 'el dilluns 10 d’agost', es: 'el lunes 10 de agosto', en: 'Monday 10 August' },
      present: [...(present.get(code) ?? [])].map(([agent, typing]) => ({ agent, typing })),
      position: found.case.assignee === null ? 2 : null,
      ticketSystem: found.case.ticket === undefined ? null : ticketSystem,
      may: roles.includes('auditor') ? [] : found.case.status === 'closed' ? closed : open,
    };
  };

  const app = express();
  app.use(...createSecurityHeaders());
  const built = createBuiltFiles(folder);
  app.use(built.router);
  app.use(createConsolePage(built.console, 'ca'));
  app.get('/console/entra', (_, response) => void response.type('html').send('<title>Entra</title><h1>Entra</h1>'));
  const api = express.Router();
  api.use((_request, response, next) => {
    if (isAway) return void response.status(503).json({ error: { code: 'store.busy' } });
    next();
  });
  api.use(express.json({ limit: '5mb' }));
  const who = (request: Request) => agents.get(/agent=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '');
  api.use((request, response, next) => {
    if (who(request) === undefined) return void response.status(401).json({ error: { code: 'auth.missing' } });
    next();
  });
  const by = (request: Request) => who(request)?.id ?? '';
  const code = (request: Request) => String(request.params.code);

  api.get('/me', (request, response) => void response.json(who(request)));
  api.post('/me/availability', (request, response) => {
    const me = { ...agents.get(by(request)), ...request.body };
    agents.set(me.id, me);
    response.json(me);
  });
  api.post('/absences', (request, response) => {
    const { agent, lastDay, deputy } = request.body;
    const absence = { agent, deputy, since: 0, until: Date.parse(`${lastDay}T23:00Z`) };
    agents.set(agent, { ...(agents.get(agent) ?? needAgent()), availability: 'away', absence });
    settingNow = { ...settingNow, absences: [absence] };
    response.json(who(request));
  });
  api.post('/absences/removal', (request, response) => {
    agents.set(request.body.agent, { ...(agents.get(request.body.agent) ?? needAgent()), absence: null });
    settingNow = { ...settingNow, absences: [] };
    response.json(who(request));
  });
  api.get('/setting', (_, response) => void response.json(settingNow));
  api.get('/counts', (request, response) => {
    const all = [...items.values()].filter(({ case: { status } }) => status === 'open');
    const count = (queue: Queue) => all.filter(inQueue(queue, by(request))).length;
    response.json(Object.fromEntries(queues.map((queue) => [queue, count(queue)])));
  });
  api.get('/cases', (request, response) => {
    asked.push(request.originalUrl);
    const query = request.query as Readonly<Record<string, string | undefined>>;
    const search = (query.search ?? '').toLowerCase().split(' ');
    const coded = items.get(searchedCode(query.search ?? '') ?? '');
    const found = [...items.values()]
      .filter(inQueue((query.queue ?? 'all') as Queue, by(request)))
      .filter(({ case: { status } }) => (query.status?.split(',') ?? notDone).includes(status))
      .filter(({ case: { kind } }) => query.kind === undefined || query.kind === kind)
      .filter(({ case: { department } }) => query.department === undefined || query.department === department)
      .filter((each) => each === coded || (!coded && search.every((word) => each.text.toLowerCase().includes(word))))
      .sort((a, b) => dueAt(a) - dueAt(b) || (a.case.code < b.case.code ? -1 : 1));
    const from = Number(query.after ?? 0);
    const to = from + Number(query.limit ?? 50);
    response.json({ items: found.slice(from, to), next: to < found.length ? String(to) : null, total: found.length });
  });
  api.get('/cases/:code', (request, response) => {
    if (!items.has(code(request))) return void response.status(404).json({ error: { code: 'case.unknown' } });
    response.json(viewOf(code(request), by(request)));
  });
  api.get('/cases/:code/proof', (request, response) => {
    response.json({ proof: `c2sp.org/tlog-proof@v1\n${code(request)}` });
  });
  api.get('/cases/:code/turns', (request, response) => {
    const after = Number(request.query.after ?? 0);
    const found = (turns.get(code(request)) ?? []).filter(
      ({ conversation, revision }) => after === 0 || (!conversation.startsWith('earlier') && revision > after),
    );
    const last = found.at(-1)?.revision ?? Number(request.query.after ?? 0);
    response.json({ turns: found, hidden: hiding.has(code(request)), more: false, last });
  });
  /** What was posted in a case, once; a code where it is refused. */
  const post = (agent: string, of: string, { id, seen, command, followedBy = [] }: PostedBody) => {
    if (posted.some((each) => each.id === id)) return null;
    const done = perform(agent, of, seen, command);
    if (typeof done === 'string') return done;
    posted.push({ by: agent, id, command });
    own.sent(agent, of, command.kind);
    for (const next of followedBy) {
      perform(agent, of, null, next);
      posted.push({ by: agent, id: `${id} after`, command: next });
    }
    if (command.kind === 'break-glass' && hiding.delete(of)) opened.set(of, Date.now() + 4 * 3_600_000);
    return null;
  };
  api.post('/cases/:code/commands', (request, response) => {
    const refused = post(by(request), code(request), request.body as PostedBody);
    if (refused === null) response.json(viewOf(code(request), by(request)));
    else response.status(409).json({ error: { code: refused } });
  });
  api.post('/cases/commands', (request, response) => {
    const { id, cases, ...body } = request.body as PostedBody & { readonly cases: readonly string[] };
    const refused = cases.filter((each) => post(by(request), each, { ...body, id: `${id} ${each}`, seen: null }));
    response.json({ refused });
  });
  api.post('/cases/:code/presence', (request, response) => {
    const { typing, open } = request.body as { typing: boolean; open?: boolean };
    const here = present.get(code(request)) ?? new Map<string, boolean>();
    const before = JSON.stringify([...here]);
    if (open === false) here.delete(by(request));
    else here.set(by(request), typing);
    present.set(code(request), here);
    if (JSON.stringify([...here]) !== before)
      say({ type: 'presence', code: code(request), present: viewOf(code(request), by(request)).present });
    response.status(204).end();
  });
  api.post('/cases/:code/files', (request, response) => {
    const name = decodeURIComponent(/''(.*)$/.exec(request.headers['content-disposition'] ?? '')?.[1] ?? '');
    request.resume();
    response.json({ id: `file-${name.length}`, name, type: 'image/png', size: 68 });
  });
  api.get('/files/:code/:file', (request, response) => {
    if (request.params.file === 'voice') return void response.type('audio/wav').send(noSound);
    response.type('png').set('Content-Disposition', 'attachment').send(onePixel);
  });
  api.get('/entries', (_, response) => {
    const entry = { id: 'neteja.horari', title: 'Horari de recollida', text: 'Cada nit, de 22 a 6 h.', source: null };
    response.json([entry]);
  });
  api.get('/stream', (request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(': here\n\n');
    streams.set(response, by(request));
    asked.push(request.originalUrl);
    response.once('close', () => streams.delete(response));
  });
  api.post('/me/operator-key', (_, response) => {
    response.json({ key: 'fop_a-key-that-is-shown-once', expiresAt: now + 90 * 86_400_000 });
  });
  api.post('/me/operator-key/removal', (_, response) => void response.status(204).end());
  addOverseen(api, now);
  api.get('/staff', (_, response) => {
    const known = { signedInAt: now - 3_600_000, invitation: null };
    response.json([...agents.values()].map((agent) => ({ ...agent, ...known })));
  });
  api.post('/staff', (request, response) => {
    const agent = { ...people[1], ...request.body, id: 'nova', active: true };
    agents.set('nova', agent);
    response.json({ agent, link: 'https://finestreta.example/console/convida#abc', expiresAt: now + 86_400_000 });
  });
  api.patch('/staff/:id', (request, response) => {
    const agent = { ...agents.get(String(request.params.id)), ...request.body };
    agents.set(agent.id, agent);
    response.json(agent);
  });
  // What is written goes to a real desk, by the real routes.
  api.use((request, response, next) => {
    const signedIn: SignedIn = {
      agent: who(request) ?? needAgent(),
      session: by(request),
      secondFactor: true,
      mustAddSecondFactor: false,
    };
    response.locals.signedIn = signedIn;
    next();
  });
  const free = { allow: async () => ({ ok: true, retryAfter: 0 }) };
  const counted = () => [...items.values(), ...ratedItems(now)];
  const desk = standIn<Parameters<typeof boardRoutes>[0]>({
    tenant: 'prat',
    cases: { find: needAgent, byCode: needAgent, facts: async () => counted().map(caseFactsOf) },
    content: () => ({ calendar: { timeZone: 'Europe/Madrid' }, departments: setting }),
    directory: { list: async () => people },
    accounts: () => setting.accounts,
    deskSettings: { read: async () => ({ boardMails: [], capacities: [] }) },
    connections: { view: () => ({ mail: { server: 'mail', from: 'bot' } }) },
    clock: Date.now,
  });
  const routes = [...deskRoutes(content, [...items.values()]), ...centre.routes, ...own.routes, ...boardRoutes(desk)];
  api.use(serveRoutes(routes, { reads: free, writes: free, commands: free, uploads: free }));
  api.use(answerErrors(createLog()));
  app.use('/console/api', api);
  const server: Server = createServer(app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posted,
    asked,
    item,
    say,
    notify: centre.notify,
    draftOf: own.draftOf,
    hides: (code) => void hiding.add(code),
    ticket: (code, ticket, note) => change(...withTicket(item(code), ticket, note, Date.now())),
    citizenWrites(code, text) {
      const before = item(code);
      const revision = before.revision + 1;
      const at = Date.now();
      const caseState = { ...before.case, citizenAt: at };
      change(
        { ...before, revision, text, changedAt: at, case: caseState },
        turnWith(before, revision, { at, citizen: { text, files: [], notKept: [] } }),
      );
    },
    opens(opened) {
      put(opened);
      cursor += 1;
      say({ type: 'case', item: opened, cursor: String(cursor) });
    },
    joins(id, name) {
      const newcomer = { id, name, departments: [], availability: 'available', locales: ['ca'] } as const;
      settingNow = { ...settingNow, colleagues: [...settingNow.colleagues, newcomer] };
    },
    colleague(agent, code, command) {
      perform(agent, code, null, command);
    },
    away(now) {
      isAway = now;
      if (now) for (const stream of streams.keys()) stream.end();
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
