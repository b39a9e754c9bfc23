import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { NotificationChoice, QuietHours } from '../../src/core/model/desk/notificationChoice.ts';
import { usualChoice } from '../../src/core/model/desk/notificationChoice.ts';
import { createSmtpPost } from '../../src/notifications/email/smtpTransport.ts';
import { agentWith } from '../support/agent.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtpServer.ts';
import { code, notificationWith, openOffice } from './office.ts';

let server: SmtpServer;
beforeEach(async () => {
  server = await startSmtpServer();
});
afterEach(() => server.close());

const hour = 3_600_000;
/** The clock of the office shows 11:00 in the town. */
const lunch: QuietHours = { from: '10:30', to: '13:00', days: [1, 2, 3, 4, 5, 6, 7], emergencies: false };
const ona = agentWith('ona', {});
const boss = agentWith('boss', { roles: ['supervisor'], locales: ['en'] });
const post = () => createSmtpPost(server.url, 'Ajuntament <bot@example.cat>');
const open = async (choices: Readonly<Record<string, Partial<NotificationChoice>>>) => {
  const office = openOffice({ agents: [ona, boss], post: post(), hooks: [] });
  for (const [person, choice] of Object.entries(choices))
    await office.choices.keep('default', person, { ...usualChoice, ...choice });
  return office;
};
const to = (person: string) => server.emails.filter((each) => each.to.includes(`${person}@example.cat`));

describe('who has chosen', () => {
  test('gets no e-mail of what they want none of, and one of what others get none of; the list has both', async () => {
    const office = await open({
      ona: { ways: { ...usualChoice.ways, deadline: ['sound'], 'citizen-wrote': ['mail'] } },
    });
    await office.ask(notificationWith({ roles: ['agent', 'supervisor'] }), {});
    await office.ask(notificationWith({ reason: 'citizen-wrote', roles: ['agent', 'supervisor'] }), {});
    await office.deliverAll(3);
    expect(to('ona').map(({ headers }) => headers.subject)).toEqual([`Resposta al cas ${code}`]);
    expect(to('boss').map(({ headers }) => headers.subject)).toEqual([`Case ${code} is due soon`]);
    const listed = office.notifications.notified().filter(({ person }) => person === 'ona');
    expect(listed.map(({ reason }) => reason)).toEqual(['deadline', 'citizen-wrote']);
  });
});

describe('in quiet hours', () => {
  test('nothing is sent; after them one e-mail has links to all that was not read, and nothing that anybody wrote', async () => {
    const office = await open({ ona: { quietHours: lunch } });
    await office.ask(notificationWith({ roles: ['agent', 'supervisor'] }), {});
    await office.ask(notificationWith({ reason: 'assigned', agents: ['ona'], roles: [] }), {});
    await office.ask(notificationWith({ reason: 'alert', case: 'READ-0001', agents: ['ona'], roles: [] }), {});
    await office.deliverAll(3);
    expect([to('ona').length, to('boss').length]).toEqual([0, 1]);
    expect(await office.heldMails?.look()).toBe(0);
    await office.notifications.markRead('default', 'ona', 'READ-0001', office.clock.now());
    office.clock.advance(2 * hour);
    // Whichever processes look, and however often.
    const looks = await Promise.all([office.heldMails?.look(), office.heldMails?.look()]);
    expect([...looks].sort()).toEqual([0, 1]);
    expect(await office.heldMails?.look()).toBe(0);
    await office.deliverAll(3);
    const [email, ...more] = to('ona');
    expect([email?.headers.subject, more]).toEqual(['Avisos de les vostres hores de silenci: 2', []]);
    for (const line of [`S'acosta el termini del cas ${code}`, `Us han assignat el cas ${code}`])
      expect(email?.text).toContain(`- ${line}\n  https://bot.example.cat/console/cas/${code}`);
    expect(email?.text).toContain('https://bot.example.cat/console/avisos');
    expect(email?.text).not.toContain('READ-0001');
  });

  test('an alert comes through where the person lets it, and is reported as delivered', async () => {
    const office = await open({ ona: { quietHours: { ...lunch, emergencies: true } }, boss: { quietHours: lunch } });
    await office.ask(notificationWith({ reason: 'alert', agents: ['ona'], roles: [] }), {});
    await office.deliverAll(3);
    expect([to('ona').length, office.alerted]).toEqual([1, [code]]);
    await office.ask(notificationWith({ reason: 'alert', agents: ['boss'], roles: [] }), {});
    await office.deliverAll(3);
    expect([to('boss').length, office.alerted]).toEqual([0, [code]]);
  });

  test('what a mail server did not take before they began waits, too, and once', async () => {
    const office = await open({ ona: { quietHours: { ...lunch, from: '11:01' } } });
    server.refuseNext('451 Later');
    const notification = notificationWith({});
    await office.ask(notification, {});
    await office.deliver();
    office.clock.advance(60_000);
    await office.deliverAll(5);
    await office.again(notification);
    await office.deliverAll(5);
    expect(to('ona')).toEqual([]);
    office.clock.advance(2 * hour);
    expect(await office.heldMails?.look()).toBe(1);
    await office.deliverAll(3);
    expect(to('ona').map(({ headers }) => headers.subject)).toEqual(['Avisos de les vostres hores de silenci: 1']);
  });

  test('that are ended early, what waited goes; to who has left it does not', async () => {
    const office = await open({ ona: { quietHours: lunch }, boss: { quietHours: lunch } });
    await office.ask(notificationWith({ roles: ['agent', 'supervisor'] }), {});
    await office.deliverAll(3);
    for (const person of ['ona', 'boss']) await office.choices.keep('default', person, usualChoice);
    await office.directory.change('default', 'boss', { active: false });
    expect(await office.heldMails?.look()).toBe(2);
    await office.deliverAll(3);
    expect([to('ona').length, to('boss').length]).toEqual([1, 0]);
  });
});
