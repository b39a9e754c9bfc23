import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import type { Commit } from '../../src/core/model/commit.ts';
import { newConversation } from '../../src/core/model/conversation.ts';
import type { Event } from '../../src/core/model/event.ts';
import { createEntries } from '../../src/transparency/entries/createEntries.ts';
import { digestOf, disclosureOf, roundedTime } from '../../src/transparency/entries/entry.ts';
import { treatments } from '../../src/transparency/entries/treatments.ts';
import { createMemoryKeys } from '../support/memorySealer.ts';

const at = Date.parse('2026-11-24T10:47:13Z');
const code = '7KQ4-M2XB';
const secret = new Uint8Array(32).fill(9);

const commitWith = (changes: Partial<Commit>): Commit => ({
  tenant: 'default',
  account: 'library',
  conversation: 'conversation-of-ana',
  revision: 4,
  inboundKey: 'inbound-key',
  at,
  events: [],
  state: newConversation(at),
  outbox: [],
  commitments: ['c'.repeat(64)],
  keyId: 'key-1',
  sealed: new Uint8Array(),
  ...changes,
});

/** One event of each type that is public, with values that must not leak written so that they are recognised. */
const about = { case: code, by: 'agent-secret' };
const examples: Readonly<
  Record<string, { readonly event: Event; readonly shows: readonly string[]; readonly hides: number }>
> = {
  'question.answered': {
    event: { type: 'question.answered', entry: 'padro.alta', knowledge: 'v1', locale: 'ca' },
    shows: ['aspect', 'release', 'service'],
    hides: 5,
  },
  'question.clarified': {
    event: { type: 'question.clarified', entries: ['padro.alta', 'padro.baixa'], knowledge: 'v1' },
    shows: ['choices', 'release'],
    hides: 5,
  },
  'question.unanswered': {
    event: { type: 'question.unanswered', reason: 'unknown', knowledge: 'v1' },
    shows: ['reason', 'release'],
    hides: 4,
  },
  'case.opened': {
    event: {
      ...about,
      type: 'case.opened',
      kind: 'complaint',
      rule: 'complaint',
      protocol: 'p1',
      department: 'oac',
      firstDueAt: at + 86_400_000,
      resolutionDueAt: null,
      firstCites: ['G9'],
      resolutionCites: [],
      knowledge: 'r7',
    },
    shows: [
      ...['case', 'department', 'firstCites', 'firstDue', 'kind', 'protocol', 'release', 'resolutionCites'],
      ...['resolutionDue', 'rule'],
    ],
    hides: 7,
  },
  'case.met': { event: { ...about, type: 'case.met', deadline: 'first' }, shows: ['case', 'deadline'], hides: 0 },
  'case.breached': {
    event: { ...about, type: 'case.breached', deadline: 'first' },
    shows: ['case', 'deadline'],
    hides: 0,
  },
  'case.escalated': {
    event: { ...about, type: 'case.escalated', roles: ['supervisor'], of: 'first', fraction: 0.5 },
    shows: ['case', 'fraction', 'of'],
    hides: 1,
  },
  'case.closed': { event: { ...about, type: 'case.closed', reason: 'resolved' }, shows: ['case', 'reason'], hides: 0 },
  'case.reopened': { event: { ...about, type: 'case.reopened' }, shows: ['case'], hides: 0 },
  'answer.rated': {
    event: { type: 'answer.rated', entry: 'padro.alta', useful: true, answer: 7 },
    shows: ['useful'],
    hides: 0,
  },
  'case.weighed': {
    event: { ...about, type: 'case.weighed', outcome: 'accepted' },
    shows: ['case', 'outcome'],
    hides: 0,
  },
  'case.rated': { event: { ...about, type: 'case.rated', rating: 4 }, shows: ['rating'], hides: 0 },
  'case.proposed': {
    event: { ...about, type: 'case.proposed', proposal: '1', sanction: 'removal', rule: 'insult' },
    shows: ['measure', 'rule', 'sanction'],
    hides: 0,
  },
  'case.decided': {
    event: { ...about, type: 'case.decided', proposal: '1', sanction: 'removal', accepted: true },
    shows: ['accepted', 'measure', 'sanction'],
    hides: 0,
  },
  'announcement.published': {
    event: { type: 'announcement.published', announcement: 'fair', by: null },
    shows: ['announcement'],
    hides: 0,
  },
  'announcement.corrected': {
    event: { type: 'announcement.corrected', announcement: 'fair', by: null },
    shows: ['announcement'],
    hides: 0,
  },
  'announcement.withdrawn': {
    event: { type: 'announcement.withdrawn', announcement: 'fair', by: 'agent-secret' },
    shows: ['announcement'],
    hides: 0,
  },
  'survey.opened': {
    event: { type: 'survey.opened', survey: 'park', until: at, once: true },
    shows: ['once', 'survey', 'until'],
    hides: 0,
  },
  'survey.closed': {
    event: {
      ...{ type: 'survey.closed', survey: 'park' },
      results: { total: 14, questions: { often: { cells: { daily: 9 }, others: 5 } } },
    },
    shows: ['answers', 'question:often', 'survey'],
    hides: 0,
  },
  'content.released': {
    event: {
      ...{ type: 'content.released', by: 'agent-secret', number: 2, tree: 'tree-secret', reviewer: 'agent-secret' },
      ...{ changes: [{ document: 'secret', before: null, after: 'secret' }], note: 'secret', reverts: null },
    },
    shows: ['documents', 'release', 'reverts'],
    hides: 0,
  },
  'content.read': {
    event: { type: 'content.read', by: 'agent-secret', what: 'case', code, file: 'file-secret' },
    shows: ['what'],
    hides: 0,
  },
  ...Object.fromEntries(
    (['requested', 'approved', 'refused', 'opened', 'changed', 'frozen', 'unfrozen', 'closed'] as const).map((step) => [
      `account.${step}`,
      { event: { type: `account.${step}`, account: 'library', by: 'agent-secret' }, shows: ['account'], hides: 0 },
    ]),
  ),
  'content.erased': {
    event: { type: 'content.erased', by: 'agent-secret', cause: 'retention', rule: 'data-subject', until: 7 },
    shows: ['cause'],
    hides: 0,
  },
  'right.answered': {
    event: {
      type: 'right.answered',
      by: 'agent-secret',
      request: 'request-secret',
      right: 'object',
      outcome: 'refused',
      isOnTime: true,
    },
    shows: ['onTime'],
    hides: 3,
  },
  'crisis.begun': { event: { type: 'crisis.begun', towards: 'web', by: 'agent-secret' }, shows: ['towards'], hides: 0 },
  'crisis.ended': { event: { type: 'crisis.ended', by: 'agent-secret' }, shows: [], hides: 0 },
  ...Object.fromEntries(
    (['log.begun', 'log.retired'] as const).map((type) => [
      type,
      { event: { type, origin: 'example.cat/log', key: 'ab12' }, shows: ['key', 'origin'], hides: 0 },
    ]),
  ),
};

/** Every type of event that stays out of the log. A new type is in neither list until somebody has decided. */
const notPublic = [
  'announcement.changed announcement.dropped announcement.held announcement.released announcement.scheduled',
  'announcement.post-begun announcement.post-edited announcement.post-failed announcement.post-held announcement.posted',
  'announcement.post-not-sent announcement.post-over announcement.post-removed announcement.post-settled announcement.post-uncertain',
  'announcement.post-wanted accounts.active accounts.noted accounts.warned case.added case.alerted case.asked case.assigned case.entry-given',
  'case.labelled desk.changed',
  'case.contact-noted case.contact-note-removed',
  'case.glass-broken case.handed-back case.merged case.noted case.prioritised case.replied case.snoozed case.taken',
  'case.ticket ticket.queued',
  'content.accepted content.approved content.clash-settled content.discarded content.drafted content.imported content.reminded content.proposed content.withdrawn',
  'subscription.asked subscription.begun subscription.changed subscription.ended subscription.kept subscription.not-sent subscription.refused',
  'subscription.paused subscription.reminded subscription.notified subscription.resumed',
  'case.notifications-changed case.held case.hold-lifted retention.run right.exercised right.extended right.requested right.saved right.unrestricted',
  'case.unsnoozed channel-transfer.offered channel-transfer.redeemed choice.repeated choice.taken command.run',
  'conversation.redirected conversation.started conversation.transferred danger.seen files.not-kept flow.corrected',
  'flow.ended flow.filled flow.interrupted flow.kept flow.passed flow.resumed flow.started language.chosen',
  'answer.faulted api-key.made api-key.revoked case.published case.unpublished connection.tested outbox.requeued',
  'language.unsupported message.classified message.received message.resolved notification.held notification.queued personal-data.noticed private.invited',
  'protocol.applied question.decided question.understood sign-in.refused staff.changed staff.invitation-cancelled',
  'staff.invitation-sent staff.invited staff.joined staff.locked',
  'staff.operator-key-made staff.operator-key-removed staff.passkey-added staff.passkey-removed staff.password-changed',
  'staff.reset staff.second-factor-dropped staff.second-factor-set staff.signed-in staff.signed-out thread.message-received thread.opened',
  'report.commented report.made survey.answered survey.severed thread.removed thread.shown thread.wanted transfer-code.unknown turn.failed turn.limited',
].flatMap((line) => line.split(' '));

async function openedKeys() {
  const keys = createMemoryKeys();
  await keys.current('conversation-of-ana');
  return keys;
}

async function entriesOf(commit: Commit, keys?: Awaited<ReturnType<typeof openedKeys>>) {
  const entries = createEntries({
    tenant: 'default',
    keys: keys ?? (await openedKeys()),
    secret,
    roundingMs: 3_600_000,
  });
  return entries(commit);
}

const read = async (event: Event) => {
  const [line = '{}'] = await entriesOf(commitWith({ events: [event] }));
  return { line, entry: JSON.parse(line) as Record<string, unknown> };
};

test('each type of event is either public or not, and each that is not has its reason', () => {
  const types = Object.entries(treatments).map(([type, treatment]) => [type, 'reason' in treatment] as const);
  expect(
    types
      .filter(([, isLeftOut]) => isLeftOut)
      .map(([type]) => type)
      .sort(),
  ).toEqual(notPublic.toSorted());
  expect(
    types
      .filter(([, isLeftOut]) => !isLeftOut)
      .map(([type]) => type)
      .sort(),
  ).toEqual(Object.keys(examples).sort());
  const reasons = Object.values(treatments).flatMap((treatment) => ('reason' in treatment ? [treatment.reason] : []));
  expect(reasons.filter((reason) => reason.length < 20)).toEqual([]);
});

describe.each(Object.entries(examples))('%s', (_, { event, shows, hides }) => {
  test(`shows ${shows.join(', ') || 'nothing more'} and commits to ${hides} fields`, async () => {
    const { entry } = await read(event);
    const { v, type, at: time, _sd: digests = [], ...shown } = entry;
    expect(v).toBe(1);
    expect(type).toMatch(/^[a-z]+\.[a-z-]+$/);
    expect(time).toBe('2026-11-24T10:00:00Z');
    expect(Object.keys(shown).sort()).toEqual(shows);
    expect((digests as string[]).length).toBe(hides);
    expect(digests).toEqual((digests as string[]).toSorted());
  });

  test('says neither who nor which conversation, case or person of staff it was', async () => {
    const { line } = await read(event);
    for (const secretValue of [
      'conversation-of-ana',
      'inbound-key',
      code,
      '7KQ4',
      'agent-secret',
      'file-secret',
      'c'.repeat(64),
      String(at),
    ]) {
      expect(line).not.toContain(secretValue);
    }
  });
});

test('an event that is not public leaves no entry', async () => {
  const events = notPublic.map((type) => ({ ...about, type, account: 'library', code }) as object as Event);
  expect(await entriesOf(commitWith({ events }))).toEqual([]);
});

test('another tenant’s events stay out', async () => {
  expect(await entriesOf(commitWith({ tenant: 'other', events: [{ type: 'crisis.ended', by: 'x' }] }))).toEqual([]);
});

test('an erasure is counted, and nothing else is said of it', async () => {
  const outbox = [{ ordinal: 0, kind: 'side-effects', sideEffects: [{ type: 'erase-content' }] }] as const;
  const [line = '', ...more] = await entriesOf(commitWith({ outbox }));
  expect(more).toEqual([]);
  expect(JSON.parse(line)).toEqual({ v: 1, type: 'content.erased', at: '2026-11-24T10:00:00Z' });
});

describe('a case', () => {
  const closed = (name: string): Event => ({ ...about, case: name, type: 'case.closed', reason: 'resolved' });

  test('has one value in all of its entries, whatever happens to its keys, and no other has it', async () => {
    const keys = await openedKeys();
    const refOf = async (name: string, keyId: string) => {
      const [line = ''] = await entriesOf(commitWith({ events: [closed(name)], keyId }), keys);
      return JSON.parse(line).case as string;
    };
    const first = await refOf(code, 'key-1');
    await keys.rotate('conversation-of-ana');
    expect(await refOf(code, 'key-2')).toBe(first);
    expect(await refOf('AAAA-BBBB', 'key-1')).not.toBe(first);
  });

  test('of a rare or touchy kind shows neither kind nor rule, department or deadline', async () => {
    const { event } = examples['case.opened'] as { event: Extract<Event, { type: 'case.opened' }> };
    const { line, entry } = await read({ ...event, kind: 'threat', rule: 'threat', department: 'police' });
    expect(Object.keys(entry).sort()).toEqual(['_sd', 'at', 'case', 'kind', 'protocol', 'release', 'type', 'v']);
    expect(entry.kind).toBe('other');
    expect(line).not.toMatch(/threat|police/);
  });

  test('does not tell by its deadline when exactly it was opened', async () => {
    expect((await read((examples['case.opened'] as { event: Event }).event)).entry.firstDue).toBe(
      '2026-11-25T10:00:00Z',
    );
  });

  test('is not joined to the measure that is proposed in it', async () => {
    const proposed = await read((examples['case.proposed'] as { event: Event }).event);
    const decided = await read((examples['case.decided'] as { event: Event }).event);
    expect(proposed.entry.measure).toBe(decided.entry.measure);
    expect(proposed.entry.measure).not.toBe((await read(closed(code))).entry.case);
  });
});

describe('a hidden field', () => {
  const { event } = examples['question.answered'] as { event: Event };
  const sdOf = ([line = '']: readonly string[]) => JSON.parse(line)._sd as readonly string[];

  test('is the digest of its disclosure, the same each time it is computed', async () => {
    const keys = await openedKeys();
    const commit = commitWith({ events: [event] });
    expect(await entriesOf(commit, keys)).toEqual(await entriesOf(commit, keys));
  });

  test('cannot be confirmed by trying all values once the key is erased', async () => {
    const keys = await openedKeys();
    const commit = commitWith({ events: [event] });
    const before = await entriesOf(commit, keys);
    await keys.destroy('conversation-of-ana', null);
    // The same commit gives other digests now: nothing that is left determines the salts.
    const after = await entriesOf(commit, keys);
    expect(sdOf(after)).not.toEqual(sdOf(before));
    expect(sdOf(await entriesOf(commit, keys))).not.toEqual(sdOf(after));
    const guesses = ['ca', 'es', 'en'].flatMap((locale) =>
      ['', 'key-1', commit.inboundKey].map((salt) => digestOf(disclosureOf(salt, 'locale', locale))),
    );
    expect(guesses.filter((guess) => sdOf(before).includes(guess))).toEqual([]);
  });

  test('follows RFC 9901', () => {
    // The example of RFC 9901, 4.2.3.
    const disclosure = Buffer.from('["_26bc4LT-ac6q2KI6cBW5es", "family_name", "Möbius"]').toString('base64url');
    expect(digestOf(disclosure)).toBe('X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0');
  });
});

test('times are rounded down', () => {
  expect(roundedTime(Date.parse('2026-11-24T10:59:59.999Z'), 3_600_000)).toBe('2026-11-24T10:00:00Z');
  expect(roundedTime(Date.parse('2026-11-24T10:00:00Z'), 3_600_000)).toBe('2026-11-24T10:00:00Z');
});

test('the documentation lists each type of entry', () => {
  const page = readFileSync(fileURLToPath(new URL('../../docs/transparency.md', import.meta.url)), 'utf8');
  const listed = page.slice(page.indexOf('| Type | Shows |')).split('\n\n')[0] ?? '';
  const types = Object.values(treatments).flatMap((treatment) => ('as' in treatment ? [treatment.as] : []));
  expect([...types, 'content.erased'].filter((type) => !listed.includes(`\`${type}\``))).toEqual([]);
});

test('an erasure that the journal records as an event is entered once', async () => {
  const outbox = [{ ordinal: 0, kind: 'side-effects', sideEffects: [{ type: 'erase-content' }] }] as const;
  const events = [{ type: 'content.erased', by: null, cause: 'citizen', rule: null, until: 1 }] as const;
  const [line = '', ...more] = await entriesOf(commitWith({ outbox, events }));
  expect(more).toEqual([]);
  expect(JSON.parse(line)).toMatchObject({ type: 'content.erased', cause: 'citizen' });
});
