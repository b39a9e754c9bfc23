import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type ConversationState, newConversation } from '../../../src/core/model/conversation.ts';
import type { Event } from '../../../src/core/model/event.ts';
import { testDay } from '../../support/clock.ts';
import { type Body, type ConsoleWorld, openConsole, rowWith } from './world.ts';

/*
 * What citizens wrote with the grade of their case, for who oversees the work.
 */

let world: ConsoleWorld;
beforeEach(async () => {
  world = await openConsole({});
});
afterEach(() => world.close());

async function append(
  code: string,
  revision: number,
  {
    events = [],
    text = null,
    state = {},
  }: {
    readonly events?: readonly Event[];
    readonly text?: string | null;
    readonly state?: Partial<ConversationState>;
  },
): Promise<void> {
  const conversation = `c-${code}`;
  const content = { kind: 'choice' as const, value: `rate:${code}:1`, text: text ?? '' };
  const inbound = { id: `m${revision}`, content, localeHint: null };
  await world.journal.append({
    ...{ tenant: 'default', account: 'web', conversation, revision, at: testDay + revision, outbox: [], events },
    ...{ inboundKey: `m${revision}`, state: { ...newConversation(testDay), ...state } },
    ...(await world.sealer.seal(
      conversation,
      {
        ...{ address: null, inbound: null, outbound: [] },
        ...(text === null ? {} : { addition: { from: conversation, account: 'web', inbound } }),
      },
      'current',
    )),
  } as Parameters<typeof world.journal.append>[0]);
}

/** A case that was rated on its page with these words, after so much else was said in its conversation. */
async function rated(
  code: string,
  {
    rating,
    text,
    after = 1,
    department = 'hisenda',
    openedAt = testDay,
  }: {
    readonly rating: number;
    readonly text: string;
    readonly after?: number;
    readonly department?: string;
    readonly openedAt?: number;
  },
): Promise<void> {
  await world.index.put([rowWith(code, {}, { status: 'closed', rating, department, openedAt })]);
  for (let revision = 1; revision <= after; revision++) await append(code, revision, {});
  const events: readonly Event[] = [{ type: 'case.rated', case: code, by: null, rating }];
  await append(code, after + 1, { events, text });
}

const comments = async (query = ''): Promise<Body> => {
  const { status, body } = await world.ask('supervisor', 'GET', `board/comments${query}`);
  expect(status).toBe(200);
  return body.comments.map((each: Body) => [each.code, each.rating, each.text]);
};

test('are those of the period and the scope, the newest first, however much was said since', async () => {
  await rated('AAAA-0001', { rating: 2, text: '2 / 5\n\nVa trigar massa.\nMolt.' });
  await rated('AAAA-0002', { rating: 5, text: '5 / 5\n\nGràcies!', after: 3, department: 'medi' });
  await rated('AAAA-0003', { rating: 4, text: '4 / 5' });
  await rated('AAAA-0004', { rating: 1, text: '1 / 5\n\nFa molt.', openedAt: testDay - 60 * 86_400_000 });
  for (let revision = 3; revision <= 130; revision++) await append('AAAA-0001', revision, {});
  const [late, thanks] = [
    ['AAAA-0001', 2, 'Va trigar massa.\nMolt.'],
    ['AAAA-0002', 5, 'Gràcies!'],
  ];
  expect(await comments()).toEqual([thanks, late]);
  expect(await comments('?days=90')).toContainEqual(['AAAA-0004', 1, 'Fa molt.']);
  expect(await comments('?department=hisenda')).toEqual([late]);
});

test('are not shown once they are erased, nor while they are only kept', async () => {
  await rated('AAAA-0001', { rating: 2, text: '2 / 5\n\nVa trigar massa.' });
  await rated('AAAA-0002', { rating: 3, text: '3 / 5\n\nRegular.' });
  await append('AAAA-0002', 3, { state: { restricted: { by: null, since: testDay } } });
  expect(await comments()).toEqual([['AAAA-0001', 2, 'Va trigar massa.']]);
  await world.keys.destroy('c-AAAA-0001', null);
  expect(await comments()).toEqual([]);
});

test('are read on record, and by nobody else', async () => {
  const readings = async () => (await world.ask('auditor', 'GET', 'readings')).body.readings;
  await world.ask('supervisor', 'GET', 'board');
  expect(await readings()).toEqual([]);
  await comments();
  expect(await readings()).toEqual([expect.objectContaining({ by: 'supervisor', what: 'list' })]);
  expect((await world.ask('anna', 'GET', 'board/comments')).status).toBe(403);
});
