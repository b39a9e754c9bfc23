import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { usualChoice } from '../../../src/core/model/desk/notificationChoice.ts';
import { createDeskStore, openTestDesk, testContent } from '../../support/contentDesk.ts';
import { type ConsoleWorld, openConsole, rowWith } from './world.ts';

/** Everybody who may ask: nobody, an agent of the case's department, one of another, and the other roles. */
const callers = [null, 'anna', 'berta', 'supervisor', 'editor', 'administrator', 'auditor'] as const;

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
const command = { id: 'command-0001', seen: null, command: { kind: 'take' } };
const shareRule = {
  id: null,
  name: 'Fanals',
  when: { kind: null, department: null, locale: null, account: null, words: 'fanal' },
  does: { department: null, agent: null, labels: [], priority: 'high' },
};
const version = '0'.repeat(64);
const mark = 'A'.repeat(22);
const released = { cluster: mark, question: mark, locale: 'ca', text: 'Puc?' };
/** Who writes what the bot says. */
const forEditors = (status: number) => [401, 403, 403, 403, status, status, 403];
const forAdministrators = (status: number) => [401, 403, 403, 403, 403, status, 403];
/** Who is notified: of cases, or of services that expire. */
const forNotified = (status: number) => [401, status, status, status, status, status, 403];
/** Who answers what people ask of what is kept of them, and who checks how. */
const forOfficers = (status: number) => [401, 403, 403, status, 403, status, 403];
const forOverseers = (status: number) => [401, 403, 403, status, 403, status, status];
const account = { definition: { id: 'a', channel: 'telegram' } };
const table = { csv: 'name,email,roles\nNova,n@example.cat,agent' };
const person = { name: 'Nova', email: 'n@example.cat', roles: ['agent'], departments: ['oiac'], locales: ['ca'] };

/**
 * Expected status of each route for each caller, in their order; then the path with its places filled in, and the body.
 * A case that one may not see is unknown (404), a route that one may not use is refused (403).
 */
const matrix: Readonly<Record<string, readonly [string, readonly number[], unknown?]>> = {
  'get me': ['me', [401, 200, 200, 200, 200, 200, 200]],
  'post me/availability': ['me/availability', [401, 200, 200, 200, 403, 200, 403], { availability: 'away' }],
  'post absences': [
    'absences',
    [401, 403, 200, 200, 403, 200, 403],
    { agent: 'berta', lastDay: '2026-11-27', deputy: 'carla' },
  ],
  'post absences/removal': ['absences/removal', [401, 403, 200, 200, 403, 200, 403], { agent: 'berta' }],
  'post me/operator-key': ['me/operator-key', [401, 403, 403, 403, 403, 200, 403], {}],
  'post me/operator-key/removal': ['me/operator-key/removal', [401, 403, 403, 403, 403, 204, 403], {}],
  'get setting': ['setting', [401, 200, 200, 200, 200, 200, 200]],
  'get cases': ['cases', [401, 200, 200, 200, 403, 200, 200]],
  'get counts': ['counts', [401, 200, 200, 200, 403, 200, 200]],
  'post cases/file': ['cases/file', [401, 200, 200, 200, 403, 200, 200], { queue: 'all' }],
  'post capacities': ['capacities', forOfficers(204), { agent: 'anna', waiting: 3 }],
  'post labels': ['labels', forOfficers(200), { id: null, name: 'Camins', colour: '#f2b705' }],
  'post labels/remove': ['labels/remove', forOfficers(200), { id: 'none' }],
  'post macros': ['macros', forOfficers(200), { id: null, name: 'Fora', steps: [{ kind: 'close', reason: 'spam' }] }],
  'post macros/remove': ['macros/remove', forOfficers(200), { id: 'none' }],
  'post rules': ['rules', forOfficers(200), shareRule],
  'post rules/first': ['rules/first', forOfficers(200), { id: 'none' }],
  'post rules/remove': ['rules/remove', forOfficers(200), { id: 'none' }],
  'get board': ['board', forOverseers(200)],
  'get board/comments': ['board/comments', forOverseers(200)],
  'get board/mail': ['board/mail', forOverseers(200)],
  'post board/mail': ['board/mail', forOverseers(200), { pace: 'weekly' }],
  'post board/file': ['board/file', forOverseers(200), { days: 30 }],
  'get cases/:code': ['cases/AAAA-0001', [401, 200, 404, 200, 403, 200, 200]],
  'get cases/:code/proof': ['cases/AAAA-0001/proof', [401, 200, 404, 200, 403, 200, 200]],
  'get cases/:code/turns': ['cases/AAAA-0001/turns', [401, 200, 404, 200, 403, 200, 200]],
  'post cases/:code/translation': [
    'cases/AAAA-0001/translation',
    [401, 404, 404, 404, 403, 404, 403],
    { conversation: 'c-AAAA-0001', revision: 1 },
  ],
  'post cases/:code/commands': ['cases/AAAA-0001/commands', [401, 200, 404, 200, 403, 200, 403], command],
  'post cases/commands': [
    'cases/commands',
    [401, 200, 200, 200, 403, 200, 403],
    { id: 'command-0002', cases: ['AAAA-0001'], command: { kind: 'close', reason: 'spam' } },
  ],
  'post cases/:code/presence': ['cases/AAAA-0001/presence', [401, 204, 404, 204, 403, 204, 403], { typing: false }],
  'post cases/:code/files': ['cases/AAAA-0001/files', [401, 200, 404, 200, 403, 200, 403], png],
  'get drafts': ['drafts', [401, 200, 200, 200, 403, 200, 403]],
  'get cases/:code/draft': ['cases/AAAA-0001/draft', [401, 200, 404, 200, 403, 200, 403]],
  'post cases/:code/draft': [
    'cases/AAAA-0001/draft',
    [401, 204, 404, 204, 403, 204, 403],
    { mode: 'reply', text: 'Bon dia' },
  ],
  'get views': ['views', [401, 200, 200, 200, 403, 200, 200]],
  'post views': ['views', [401, 200, 200, 200, 403, 200, 200], { views: [] }],
  'get files/:code/:file': [
    'files/AAAA-0001/f1?conversation=c-AAAA-0001&revision=1',
    [401, 200, 404, 200, 403, 200, 200],
  ],
  'get entries': ['entries?search=alta', [401, 200, 200, 200, 200, 200, 200]],
  'get stream': ['stream', [401, 200, 200, 200, 403, 200, 200]],
  'get notifications': ['notifications', forNotified(200)],
  'post notifications/read': ['notifications/read', forNotified(200), { code: null }],
  'get me/notifications': ['me/notifications', forNotified(200)],
  'post me/notifications': ['me/notifications', forNotified(200), usualChoice],
  'post me/devices': [
    'me/devices',
    forNotified(200),
    { name: 'Firefox', endpoint: 'https://push.example/a', p256dh: 'KEY', auth: 'AUTH' },
  ],
  'post me/devices/remove': ['me/devices/remove', forNotified(200), { id: 'none' }],
  'get readings': ['readings', [401, 403, 403, 200, 403, 200, 200]],
  'get hooks': ['hooks', [401, 403, 403, 403, 403, 200, 403]],
  'get staff': ['staff', [401, 403, 403, 403, 403, 200, 403]],
  'post staff': ['staff', [401, 403, 403, 403, 403, 200, 403], person],
  'patch staff/:id': ['staff/anna', [401, 403, 403, 403, 403, 200, 403], { name: 'Anna' }],
  'post staff/import/check': ['staff/import/check', [401, 403, 403, 403, 403, 200, 403], table],
  'post staff/import': ['staff/import', [401, 403, 403, 403, 403, 200, 403], table],
  'post staff/:id/invitation': ['staff/anna/invitation', [401, 403, 403, 403, 403, 200, 403], {}],
  'post staff/:id/invitation/cancel': ['staff/anna/invitation/cancel', [401, 403, 403, 403, 403, 200, 403], {}],
  'post staff/:id/reset': ['staff/anna/reset', [401, 403, 403, 403, 403, 200, 403], {}],
  'post staff/:id/second-factor/removal': ['staff/anna/second-factor/removal', [401, 403, 403, 403, 403, 200, 403], {}],
  'get accounts': ['accounts', forAdministrators(200)],
  'get accounts/:id': ['accounts/web', forAdministrators(404)],
  'get channels/:channel': ['channels/telegram', forAdministrators(200)],
  'post accounts': ['accounts', forAdministrators(200), account],
  'post accounts/change': ['accounts/change', forAdministrators(200), account],
  'post accounts/test': ['accounts/test', forAdministrators(200), account],
  'post accounts/:id/check': ['accounts/web/check', forAdministrators(200), {}],
  'post accounts/:id/step': ['accounts/web/step', forAdministrators(404), { step: 'freeze' }],
  'post crisis': ['crisis', forAdministrators(200), { towards: 'web', reason: 'Talls' }],
  'post crisis/end': ['crisis/end', forAdministrators(200), { reason: 'Ja hi ha aigua' }],
  'get undelivered': ['undelivered', forAdministrators(200)],
  'post undelivered/resend': ['undelivered/resend', forAdministrators(200), { account: 'web' }],
  'post undelivered/text': ['undelivered/text', forAdministrators(200), { id: 'c.1.0' }],
  'get connections': ['connections', forAdministrators(200)],
  'post connections/mail/test': ['connections/mail/test', forAdministrators(200), {}],
  'post connections/sms/test': ['connections/sms/test', forAdministrators(200), { phone: '600 000 000' }],
  'post connections/sign-in/test': ['connections/sign-in/test', forAdministrators(200), {}],
  'post hooks/:name/test': ['hooks/crm/test', forAdministrators(200), {}],
  'get retention': ['retention', forAdministrators(200)],
  'get rights': ['rights', forOverseers(200)],
  'post rights': [
    'rights',
    forOfficers(404),
    { right: 'access', of: 'nobody@example.cat', identified: 'At the counter', receivedOn: '2026-11-24' },
  ],
  'post rights/:id/data': ['rights/none/data', forOfficers(404), {}],
  'post rights/:id/file': ['rights/none/file', forOfficers(404), {}],
  'post rights/:id/answer': ['rights/none/answer', forOfficers(404), { outcome: 'done', note: 'It was handed over' }],
  'post rights/:id/extend': ['rights/none/extend', forOfficers(404), { reason: 'There are many of them' }],
  'post rights/:id/unrestrict': ['rights/none/unrestrict', forOfficers(404), { reason: 'They were told by post' }],
  'get rights/:id/proof': ['rights/none/proof', forOverseers(200)],
  'post retention/preview': ['retention/preview', forAdministrators(200), { days: 30 }],
  'get embed': ['embed', forAdministrators(200)],
  'get departments': ['departments', forAdministrators(200)],
  'get content/documents': ['content/documents', forEditors(200)],
  'get content/document': ['content/document?id=council.yaml', forEditors(200)],
  // Nobody edited that version: somebody else saved meanwhile.
  'post content/draft': ['content/draft', forEditors(409), { id: 'council.yaml', base: version, text: 'x' }],
  'post content/new': ['content/new', forEditors(200), { topic: 'padro', title: { ca: 'Un servei' } }],
  'post content/discard': ['content/discard', forEditors(404), { id: 'council.yaml' }],
  'post content/remove': ['content/remove', forEditors(200), { id: 'faq/residus/residus.mobles' }],
  'get content/changes': ['content/changes', forEditors(200)],
  'post content/publish': ['content/publish', forEditors(409), { note: 'x', documents: ['council.yaml'] }],
  'post content/approve': ['content/approve', forEditors(404), { proposal: 'x' }],
  'post content/withdraw': ['content/withdraw', forEditors(404), { proposal: 'x' }],
  'get content/releases': ['content/releases', forEditors(200)],
  'get content/release': ['content/release?number=1', forEditors(200)],
  'post content/revert': ['content/revert', forEditors(409), { number: 1, note: 'x' }],
  'post content/sheet': ['content/sheet', forEditors(200), { format: 'csv' }],
  'post content/sheet/import': ['content/sheet/import', forEditors(400), png],
  'post content/keep-test': [
    'content/keep-test',
    forEditors(400),
    { locale: 'ca', turns: [{ choose: 'entry:padro.alta' }] },
  ],
  'post content/protocol/try': ['content/protocol/try', forEditors(200), { text: 'ask padro.alta ca 1' }],
  'get content/protocol/replay': ['content/protocol/replay', forEditors(200)],
  'get content/calendar': ['content/calendar?year=2026', forEditors(200)],
  // Nothing is checked here: `releaseCheck.test.ts` does.
  'post content/check': ['content/check', forEditors(409), {}],
  'get content/check': ['content/check', forEditors(409)],
  'post content/accept': ['content/accept', forEditors(409), { version: '0'.repeat(16), reason: 'No reason at all' }],
  // Nor is anything asked: `unanswered.test.ts` does.
  'get tickets': ['tickets', forAdministrators(200)],
  'post tickets/:code/send': ['tickets/ZZZZ-0000/send', forAdministrators(404), {}],
  'get announcements/subscribers': ['announcements/subscribers', forEditors(200)],
  'get announcements': ['announcements?month=2026-12', forEditors(200)],
  'get announcements/:id/history': ['announcements/fair/history', forEditors(200)],
  'get announcements/:id/preview': ['announcements/fair/preview', forEditors(200)],
  'post announcements/:id/release': ['announcements/fair/release', forEditors(204), {}],
  'post announcements/:id/withdraw': ['announcements/fair/withdraw', forEditors(204), { reason: 'The date is wrong.' }],
  'post announcements/:id/settle': ['announcements/fair/settle', forEditors(204), { account: 'a', isThere: true }],
  'get content/unanswered': ['content/unanswered', forEditors(409)],
  'post content/unanswered/add': ['content/unanswered/add', forEditors(409), { ...released, document: 'faq/a/a.b' }],
  'post content/unanswered/new': [
    'content/unanswered/new',
    forEditors(409),
    { ...released, topic: 'padro', title: { ca: 'Un servei' }, withReply: false },
  ],
  'post content/unanswered/aside': ['content/unanswered/aside', forEditors(409), { cluster: mark, use: 'ignored' }],
  'post content/unanswered/undo': ['content/unanswered/undo', forEditors(409), { cluster: mark }],
  'get content/figures': ['content/figures', forEditors(409)],
  'post content/spelling': ['content/spelling', forEditors(200), { texts: [{ locale: 'ca', text: 'Hola' }] }],
  'post content/spelling/document': ['content/spelling/document', forEditors(200), { text: 'a: b' }],
  'post content/spelling/suggestions': [
    'content/spelling/suggestions',
    forEditors(200),
    { locale: 'ca', words: ['x'] },
  ],
  'post content/spelling/word': ['content/spelling/word', forEditors(204), { word: 'Bunyola', own: true }],
  'get content/jargon': ['content/jargon', forEditors(200)],
  'post content/bulk': ['content/bulk', forEditors(200), { documents: ['faq/a/a.b'], edit: { kind: 'restore' } }],
  'post content/bulk/undo': [
    'content/bulk/undo',
    forEditors(200),
    { changed: [{ document: 'faq/a/a.b', before: null, hadDraft: false, version }] },
  ],
  'post content/clash': [
    'content/clash',
    forEditors(200),
    { action: 'keep', wording: { entry: 'a.b', locale: 'ca', text: 'x' }, other: 'a.c' },
  ],
  'post content/presence': ['content/presence', forEditors(200), { id: 'council.yaml', open: true }],
  'post content/preview': ['content/preview', forEditors(200), { texts: { ca: 'Hola' } }],
  'post content/try': ['content/try', forEditors(200), { text: 'hola' }],
};

describe('who may use which route', () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    const { desk } = await openTestDesk(createDeskStore(), await testContent());
    world = await openConsole({ desk });
    await world.index.put([rowWith('AAAA-0001', {}, {})]);
    await world.citizenSends('AAAA-0001', 'f1', png);
  });
  afterAll(() => world.close());

  test('every route that is served has its row, and every row its route', () => {
    const takeover = world.api.routes.map(({ method, path }) => `${method} ${path}`);
    expect(takeover.sort()).toEqual(Object.keys(matrix).sort());
  });

  test.each(Object.entries(matrix))('%s', async (route, [path, expected, body]) => {
    const statuses: number[] = [];
    for (const caller of callers) {
      statuses.push(await statusOf(caller, route.split(' ')[0] ?? '', path, body));
    }
    expect(Object.fromEntries(callers.map((caller, index) => [caller, statuses[index]]))).toEqual(
      Object.fromEntries(callers.map((caller, index) => [caller, expected[index]])),
    );
  });

  test('a path that no route serves is unknown, no matter who asks, and says nothing to nobody', async () => {
    expect((await world.ask('administrator', 'GET', 'secrets')).status).toBe(404);
    expect((await world.ask(null, 'GET', 'secrets')).status).toBe(401);
  });

  /** Streams do not end: only their beginning counts. */
  async function statusOf(caller: string | null, method: string, path: string, body: unknown): Promise<number> {
    if (path !== 'stream') return (await world.ask(caller, method.toUpperCase(), path, body)).status;
    const leaving = new AbortController();
    const headers = caller === null ? {} : { cookie: `agent=${caller}` };
    const response = await fetch(`${world.url}/console/api/stream`, { headers, signal: leaving.signal } as RequestInit);
    leaving.abort();
    return response.status;
  }
});
