import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { StaffInboxChannel } from '../../../src/core/ports/staffInbox.ts';
import { ana } from '../../contract/adapter/scene.ts';
import { openInboxBench } from '../../notifications/staffInbox/inboxBench.ts';
import { agentWith } from '../../support/agent.ts';
import { directoryId } from './support/connector.ts';
import { guidOf } from './support/identity.ts';
import { type Json, readXml } from './support/readShown.ts';
import { openWebhook, type WebhookScene } from './support/webhook.ts';

const channel = '19:casos@thread.tacv2';
const settings = { identity: 'single-tenant', appId: guidOf('desk'), directoryId, staff: { channel } };
const named = { type: 'mention', mentioned: { id: `28:${guidOf('desk')}` }, text: '<at>Finestreta</at>' };
const ona = agentWith('ona', { name: 'Ona Serra', platformIds: { teams: guidOf('ona') } });

let webhook: WebhookScene;
let house: ReturnType<typeof openInboxBench>;
let code: string;

/** A case that a citizen's words have opened, and its post in the channel. */
beforeEach(async () => {
  let inboxChannel: StaffInboxChannel | null = null;
  house = openInboxBench([ona], undefined, () => inboxChannel);
  webhook = await openWebhook({ onStaffMessage: house.onStaffMessage });
  inboxChannel = (await webhook.open('desk', settings)).staffInboxChannel ?? null;
  ({ code } = await house.bench.openCase('maria'));
  await house.dispatcher.deliver();
  house.toCitizen.splice(0);
});
afterEach(() => webhook.close());

const messages = () => [...webhook.fake.connector.messages.values()].map(({ activity }) => activity);
/** What the bot said below the post of the case so far. */
const posted = () =>
  messages()
    .filter(({ conversation }) => conversation.id !== channel)
    .map(({ text }) => readXml(text ?? '').text);
const thread = () => messages().at(-1)?.conversation.id ?? '';
const written = (person: string, text: string): Json =>
  webhook.fake.activity(ana, {
    from: { id: `29:${person}`, aadObjectId: guidOf(person) },
    conversation: { id: thread(), conversationType: 'channel', isGroup: true, tenantId: directoryId },
    ...{ text: `<at>Finestreta</at> ${text}`, entities: [named] },
  });
async function write(activity: Json): Promise<void> {
  expect((await webhook.fake.post('desk', activity)).status).toBe(200);
  await house.dispatcher.deliver();
}
const caseNow = () => house.bench.index.rows().find((row) => row.case.code === code);

test('a case is a post with what the citizen said below it', () => {
  const titles = messages().filter(({ conversation }) => conversation.id === channel);
  expect(titles.map(({ text }) => readXml(text ?? '').text)).toEqual([`${code} · Oficina`]);
  const [introduction, words] = posted();
  expect(introduction).toContain(`Cas ${code}`);
  expect(words).toBe('Ciutadania: passeu-me amb algú');
});

test('an answer goes to the citizen, once however often it comes, and what they say comes back', async () => {
  const before = posted().length;
  const answer = written('ona', 'Bon dia, us truquem ara.');
  await write(answer);
  await write(answer);
  expect(house.toCitizen.filter((text) => text.includes('us truquem ara'))).toHaveLength(1);
  expect(house.toCitizen.join()).not.toContain('Finestreta</at>');
  await house.bench.say('maria', 'Gràcies, espero');
  await house.dispatcher.deliver();
  expect(posted().slice(before)).toEqual(['Ciutadania: Gràcies, espero']);
});

test.each([
  ['a note', '/note és gran'],
  ['a remark to colleagues', '// què en penseu?'],
  ['a command that was mistyped', '/nota és gran'],
  ['a command behind the name as typed', '@Finestreta /note és gran'],
])('%s never leaves it', async (_, text) => {
  await write(written('ona', text));
  expect(house.toCitizen).toEqual([]);
  expect(webhook.received).toEqual([]);
});

test('takes, transfers, closes and hands back', async () => {
  await write(written('ona', '/take'));
  expect(caseNow()?.handledBy).toBe('ona');
  await write(written('ona', '/handback'));
  expect(caseNow()?.handledBy).toBeNull();
  await write(written('ona', '/close resolved'));
  expect(caseNow()?.case).toMatchObject({ status: 'closed', closed: { by: 'ona', reason: 'resolved' } });
});

test('transfers, and lets nobody act any more who may not see the case from then on', async () => {
  await write(written('ona', '/transfer premsa'));
  expect(caseNow()?.case.department).toBe('premsa');
  await write(written('ona', '/close resolved'));
  expect(caseNow()?.case.status).toBe('open');
});

test('anybody who is not listed is told so once, with the id to be listed, and nothing of theirs is sent', async () => {
  const before = posted().length;
  await write(written('pau', 'Hola, jo també hi sóc'));
  await write(written('pau', '/close spam'));
  expect(posted().slice(before)).toEqual([expect.stringContaining(guidOf('pau'))]);
  expect(house.toCitizen).toEqual([]);
  expect(caseNow()?.case.status).not.toBe('closed');
});

test('what was shown is taken away when the person asks to be erased', async () => {
  await house.bench.say('maria', { kind: 'choice', value: 'erase:yes', text: 'Sí' });
  await house.dispatcher.deliver();
  expect(messages()).toEqual([]);
});
