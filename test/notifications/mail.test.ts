import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createSmtpPost } from '../../src/notifications/email/smtpTransport.ts';
import { agentWith } from '../support/agent.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtpServer.ts';
import { code, notificationWith, openOffice } from './office.ts';

let server: SmtpServer;
beforeEach(async () => {
  server = await startSmtpServer();
});
afterEach(() => server.close());

const ona = agentWith('ona', { name: 'Ona Serra' });
const pau = agentWith('pau', { locales: ['es', 'ca'], availability: 'away' });
const boss = agentWith('boss', { roles: ['supervisor'], locales: ['en'] });
const open = (agents = [ona, pau, boss]) =>
  openOffice({ agents, post: createSmtpPost(server.url, 'Ajuntament <bot@example.cat>'), hooks: [] });
const receivers = () => server.emails.flatMap(({ to }) => to);

describe('letters to staff', () => {
  test('say code, department, deadline and where to look, in the language of each', async () => {
    const office = open();
    await office.ask(notificationWith({ roles: ['agent', 'supervisor'], agents: ['pau'] }), {});
    await office.deliver();
    expect(receivers().sort()).toEqual(['boss@example.cat', 'ona@example.cat', 'pau@example.cat']);
    const [toOna, toPau, toBoss] = ['ona', 'pau', 'boss'].map((id) =>
      server.emails.find(({ to }) => to[0] === `${id}@example.cat`),
    );
    expect(toOna?.headers).toMatchObject({
      from: 'Ajuntament <bot@example.cat>',
      subject: `S'acosta el termini del cas ${code}`,
      'auto-submitted': 'auto-generated',
    });
    expect(toOna?.text).toContain('Departament: Oficina');
    expect(toOna?.text).toMatch(/Termini: el dimarts 24 de novembre .*12\.00/);
    expect(toOna?.text).toContain(`https://bot.example.cat/console/cas/${code}`);
    expect(toPau?.text).toContain('Plazo: el martes 24 de noviembre');
    expect(toBoss?.headers.subject).toBe(`Case ${code} is due soon`);
  });

  test('about services that expire name each with its day and page, and are not sent once all were looked at', async () => {
    const post = createSmtpPost(server.url, 'Ajuntament <bot@example.cat>');
    const title = { ca: 'Empadronament', es: 'Empadronamiento', en: 'Registering' };
    const services = [
      { entry: 'padro.alta', title, day: '2026-12-31', fact: 'verified' },
      { entry: 'padro.ajuts', title: { ca: 'Ajuts', es: 'Ayudas', en: 'Grants' }, day: '2026-12-04', fact: 'valid' },
    ] as const;
    const office = openOffice({ agents: [ona, pau, boss], post, hooks: [], services });
    const about = (ids: readonly string[]) =>
      notificationWith({ reason: 'content-expires', case: 'content/oiac', roles: ['content-owner'], services: ids });
    await office.ask(about(['padro.alta', 'padro.ajuts']), {});
    await office.ask(about(['padro.baixa']), {});
    await office.deliverAll(3);
    expect(receivers()).toEqual(['boss@example.cat']);
    const [email] = server.emails;
    expect(email?.headers.subject).toBe('2 services expire soon');
    expect(email?.text).toContain(
      '- Grants: valid until Friday 4 December 2026\n  https://bot.example.cat/temes/padro.ajuts\n- Registering: check',
    );
    expect(email?.text).toContain('https://bot.example.cat/console/contingut');
    expect(email?.text).toContain('Department: Citizens’ office');
    expect(office.notifications.notified().map(({ person, code: about }) => [person, about])).toEqual([
      ['boss', 'content/oiac'],
      ['boss', 'content/oiac'],
    ]);
  });

  test('go to the deputy of who is away, and say why; who is away finds it in their list', async () => {
    const post = createSmtpPost(server.url, 'Ajuntament <bot@example.cat>');
    const office = openOffice({ agents: [ona, pau, boss], post, hooks: [], deputies: { ona: 'pau' } });
    await office.ask(notificationWith({ reason: 'mentioned', roles: [], agents: ['ona'] }), {});
    await office.deliver();
    expect(receivers()).toEqual(['pau@example.cat']);
    expect(server.emails[0]?.text).toContain('Le llega porque sustituye a Ona Serra.');
    expect(office.notifications.notified().map(({ person }) => person)).toEqual(['pau', 'ona']);
  });

  test('stay with who was mentioned, where the deputy may not see the case', async () => {
    const post = createSmtpPost(server.url, 'Ajuntament <bot@example.cat>');
    const tax = agentWith('tax', { departments: ['hisenda'] });
    const office = openOffice({ agents: [ona, tax], post, hooks: [], deputies: { ona: 'tax' } });
    await office.ask(notificationWith({ reason: 'mentioned', roles: [], agents: ['ona'] }), {});
    await office.deliverAll(2);
    expect(receivers()).toEqual(['ona@example.cat']);
  });

  test.each([
    ['stay with who was meant, where the deputy may not see the case', 'ticket-failed', {}, ['ona']],
    ['of a deadline go to both there', 'deadline', {}, ['ona', 'tax']],
    ['of an alert go to both there', 'alert', {}, ['ona', 'tax']],
    ['go to the deputy who has the case', 'ticket-failed', { assignee: 'tax' }, ['tax']],
    ['of who opened what they may not see stay with who was meant', 'glass-broken', { assignee: 'tax' }, ['ona']],
  ] as const)('%s', async (_, reason, changes, reported) => {
    const post = createSmtpPost(server.url, 'Ajuntament <bot@example.cat>');
    const tax = agentWith('tax', { departments: ['hisenda'] });
    const office = openOffice({ agents: [ona, tax], post, hooks: [], deputies: { ona: 'tax' } });
    await office.ask(notificationWith({ reason, roles: [], agents: ['ona'] }), changes);
    await office.deliverAll(2);
    expect(receivers().sort()).toEqual(reported.map((id) => `${id}@example.cat`));
  });

  test("tell deadlines by the town's clock", async () => {
    const post = createSmtpPost(server.url, 'Ajuntament <bot@example.cat>');
    const office = openOffice({ agents: [ona], post, hooks: [], timeZone: 'Atlantic/Canary' });
    await office.ask(notificationWith({}), {});
    await office.deliver();
    expect(server.emails[0]?.text).toMatch(/Termini: el dimarts 24 de novembre .*11\.00/);
  });

  test('go out once, also when the notification is carried out again', async () => {
    const office = open();
    const notification = notificationWith({});
    await office.ask(notification, {});
    await office.again(notification);
    await office.deliver();
    await office.again(notification);
    await office.deliver();
    expect(receivers()).toEqual(['ona@example.cat']);
    expect(office.notifications.notified().map(({ person }) => person)).toEqual(['ona']);
  });

  test('that alert to a danger are reported as delivered once the server has taken them, others never', async () => {
    const office = open();
    server.refuseNext('451 Later');
    await office.ask(notificationWith({ reason: 'alert' }), {});
    await office.ask(notificationWith({ reason: 'deadline' }), {});
    await office.deliver();
    const soFar = [...office.alerted];
    await office.deliverAll(4);
    expect(server.emails).toHaveLength(2);
    expect([soFar.length <= 1, office.alerted]).toEqual([true, [code]]);
  });

  test('to somebody who left since are not reported as delivered', async () => {
    const office = openOffice({
      agents: [agentWith('ona', { active: false })],
      post: createSmtpPost(server.url, 'Ajuntament <bot@example.cat>'),
      hooks: [],
    });
    await office.ask(notificationWith({ reason: 'alert', agents: ['ona'] }), {});
    await office.deliverAll(3);
    expect(office.alerted).toEqual([]);
  });

  test('are tried again when the server takes none now, and hold up nobody else meanwhile', async () => {
    const office = open();
    server.refuseNext('451 Later');
    await office.ask(notificationWith({ roles: ['agent', 'supervisor'] }), {});
    await office.deliver();
    expect(receivers()).toHaveLength(1);
    expect(office.reports.map(({ channel, hook, outcome }) => [channel, hook, outcome]).sort()).toEqual([
      ['mail', null, 'failed'],
      ['mail', null, 'sent'],
    ]);
    // What the citizen is told next does not wait for a mail server.
    const [theirs] = office.store.tasks();
    expect(theirs).toMatchObject({ conversation: 'c-ana', status: 'done' });
    await office.deliverAll(5);
    expect(receivers().sort()).toEqual(['boss@example.cat', 'ona@example.cat']);
  });

  test('that are refused for good are set aside for staff', async () => {
    const office = open();
    server.refuseNext('550 No such person');
    await office.ask(notificationWith({}), {});
    await office.deliverAll(5);
    expect(receivers()).toEqual([]);
    expect((await office.store.outbox.depth()).deadLetters).toBe(1);
  });

  test('go to the head of the area where the department has an address, else to supervisors', async () => {
    const office = open();
    await office.ask(notificationWith({ roles: ['area-head'], department: 'hisenda' }), { department: 'hisenda' });
    await office.ask(notificationWith({ roles: ['area-head'] }), {});
    await office.deliver();
    expect(receivers()).toEqual(['cap@example.cat', 'boss@example.cat']);
  });

  test('are not written for what the console shows anyway', async () => {
    const office = open();
    await office.ask(notificationWith({ reason: 'citizen-wrote' }), {});
    await office.deliver();
    expect(receivers()).toEqual([]);
    expect(office.notifications.notified()).toMatchObject([{ person: 'ona', reason: 'citizen-wrote', code }]);
  });

  test('are not sent to who has left since', async () => {
    const office = open();
    server.refuseNext('451 Later');
    await office.ask(notificationWith({}), {});
    await office.deliver();
    await office.directory.change('default', 'ona', { active: false });
    await office.deliverAll(5);
    expect(receivers()).toEqual([]);
    expect((await office.store.outbox.depth()).waiting).toBe(0);
  });
});

test('a mail server that is away is told by its code, without login or address', async () => {
  const { url } = server;
  await server.close();
  const post = createSmtpPost(url.replace('smtp://', 'smtp://user:secret@'), 'bot@example.cat');
  const email = { id: 'a', to: 'ona@example.cat', subject: 's', text: 't' };
  const error = await post(email).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'platform.unreachable', message: expect.stringMatching(/\(E[A-Z]+\)/) });
  expect(JSON.stringify([String(error), (error as Error).cause ?? null])).not.toMatch(/secret|ona@/);
  server = await startSmtpServer();
});
