import { connect } from 'node:net';
import { text as readAll } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newConversation } from '../../../src/core/model/conversation.ts';
import { casesTopic, citizenTypingTopic, notificationsTopic, typingTopic } from '../../../src/core/ports/pubsub.ts';
import { beatMs } from '../../../src/http/api/stream.ts';
import type { News } from '../../../src/http/api/wire.ts';
import { testDay } from '../../support/clock.ts';
import { type Listening, listenTo } from './listen.ts';
import { type ConsoleWorld, openConsole, rowWith } from './world.ts';

const minute = 60_000;

/** What a client keeps of the news: of each case the newest revision. */
const about = (news: News | undefined) =>
  news?.type === 'case'
    ? `${news.item.case.code} ${news.item.revision}`
    : news?.type === 'gone'
      ? `gone ${news.code}`
      : news?.type;

describe('the stream of news', () => {
  let world: ConsoleWorld;
  let open: Listening[];
  beforeEach(async () => {
    open = [];
    world = await openConsole({});
  });
  afterEach(async () => {
    for (const each of open) each.leave();
    await world.close();
  });

  async function listen(agent: string, query: string, headers: Record<string, string> = {}): Promise<Listening> {
    const listening = await listenTo(`${world.url}/console/api/stream${query}`, agent, headers);
    open.push(listening);
    return listening;
  }
  async function change(row: ReturnType<typeof rowWith>): Promise<void> {
    await world.index.put([row]);
    world.pubsub.publish(casesTopic);
  }
  const beat = () => {
    world.clock.advance(beatMs);
    world.timers.ring();
  };

  test('tells of a case that changes, once a revision', async () => {
    const listening = await listen('anna', '');
    await change(rowWith('AAAA-0001', {}, {}));
    expect(about((await listening.next())?.news)).toBe('AAAA-0001 1');
    world.pubsub.publish(casesTopic);
    await change(rowWith('AAAA-0001', { revision: 2, changedAt: testDay + 1 }, {}));
    expect(about((await listening.next())?.news)).toBe('AAAA-0001 2');
  });

  test('goes on where a client was: nothing is missed, and what is long past is not told again', async () => {
    const first = await listen('anna', '');
    await change(rowWith('AAAA-0001', {}, {}));
    await change(rowWith('AAAA-0002', { changedAt: testDay + 10 * minute }, {}));
    let cursor = '';
    for (let notified = 0; notified < 2; notified++) cursor = (await first.next())?.id ?? '';
    first.leave();
    await world.index.put([
      rowWith('AAAA-0003', { changedAt: testDay + 11 * minute }, {}),
      rowWith('AAAA-0002', { changedAt: testDay + 12 * minute, revision: 2 }, {}),
    ]);
    for (const [query, headers] of [
      [`?after=${cursor}`, {}],
      ['', { 'last-event-id': cursor }],
    ] as const) {
      const again = await listen('anna', query, headers);
      expect([about((await again.next())?.news), about((await again.next())?.news)]).toEqual([
        'AAAA-0003 1',
        'AAAA-0002 2',
      ]);
    }
  });

  test('tells of a change that came into the index after a later one', async () => {
    const listening = await listen('anna', '');
    await change(rowWith('AAAA-0002', { changedAt: testDay + minute }, {}));
    await listening.next();
    await change(rowWith('AAAA-0001', { changedAt: testDay + 1 }, {}));
    expect(about((await listening.next())?.news)).toBe('AAAA-0001 1');
  });

  test('says only that there is much, when there is too much to tell', async () => {
    const rows = Array.from({ length: 1_001 }, (_, index) =>
      rowWith(`A${String(index).padStart(3, '0')}-0000`, {}, {}),
    );
    await world.index.put(rows);
    const listening = await listen('anna', `?after=${testDay - minute}`);
    expect((await listening.next())?.news.type).toBe('reload');
  });

  test('shows agents what they may see, and of what leaves their sight that it left', async () => {
    const anna = await listen('anna', '');
    await change(rowWith('AAAA-0001', {}, {}));
    expect(about((await anna.next())?.news)).toBe('AAAA-0001 1');
    await change(rowWith('AAAA-0001', { revision: 2, text: 'secret' }, { department: 'medi' }));
    const left = await anna.next();
    expect(left?.news).toEqual({ type: 'gone', code: 'AAAA-0001' });
  });

  test('tells who comes, who writes and who goes in a case that one has open, and that something was said in it', async () => {
    await world.index.put([rowWith('AAAA-0001', { changedAt: testDay - 10 * minute }, {})]);
    const anna = await listen('anna', '');
    await world.ask('anna', 'POST', 'cases/AAAA-0001/presence', { typing: false });
    const present =
      (...who: readonly (readonly [string, boolean])[]) =>
      (news: News) =>
        news.type === 'presence' &&
        JSON.stringify(news.present.map((each) => [each.agent, each.typing])) === JSON.stringify(who);
    await anna.until(present(['anna', false]));
    await world.ask('carla', 'POST', 'cases/AAAA-0001/presence', { typing: true });
    await anna.until(present(['anna', false], ['carla', true]));
    world.pubsub.publish(citizenTypingTopic('c-AAAA-0001'));
    await anna.until((news) => news.type === 'citizen-typing' && news.code === 'AAAA-0001');
    await append('c-AAAA-0001', 1);
    expect((await anna.until((news) => news.type === 'turn')).at(-1)).toEqual({
      ...{ type: 'turn', code: 'AAAA-0001', conversation: 'c-AAAA-0001', revision: 1 },
    });
    // Carla closed her laptop: she says nothing any more.
    world.clock.advance(20_000);
    await world.ask('anna', 'POST', 'cases/AAAA-0001/presence', { typing: false });
    world.clock.advance(6_000);
    world.timers.ring();
    await anna.until(present(['anna', false]));
  });

  test('shows the citizen that an answer is being written, but not by anybody who may not answer', async () => {
    await world.index.put([rowWith('AAAA-0001', { handledBy: 'carla' }, {})]);
    await world.ask('anna', 'POST', 'cases/AAAA-0001/presence', { typing: true });
    expect(world.pubsub.published).not.toContain(typingTopic('c-AAAA-0001'));
    await world.ask('carla', 'POST', 'cases/AAAA-0001/presence', { typing: true });
    expect(world.pubsub.published).toContain(typingTopic('c-AAAA-0001'));
  });

  test('tells what one is told from now on', async () => {
    const notified = (id: string, person: string) => ({
      ...{ tenant: 'default', person, id, at: testDay, code: 'AAAA-0001', department: 'hisenda', dueAt: null },
      reason: 'mentioned' as const,
    });
    await world.notifications.put(notified('before', 'anna'));
    const listening = await listen('anna', '');
    await change(rowWith('AAAA-0001', {}, {}));
    await listening.next();
    await world.notifications.put(notified('hers', 'carla'));
    await world.notifications.put(notified('now', 'anna'));
    world.pubsub.publish(notificationsTopic('anna'));
    expect((await listening.next())?.news).toEqual({
      type: 'notification',
      notification: {
        ...{ id: 'now', at: testDay, code: 'AAAA-0001', reason: 'mentioned', department: 'hisenda', isRead: false },
      },
    });
    const unread = (news: Awaited<ReturnType<typeof listening.next>>) =>
      news?.news.type === 'unread' ? news.news.unread.count : null;
    expect(unread(await listening.next())).toBe(2);
    // Read on another device, it is read here.
    const read = await world.ask('anna', 'POST', 'notifications/read', { code: 'AAAA-0001' });
    expect(read.body).toEqual({ count: 0, codes: [] });
    expect(unread(await listening.next())).toBe(0);
    const { body } = await world.ask('anna', 'GET', 'notifications');
    expect(body.notifications.map((each: { id: string; isRead: boolean }) => [each.id, each.isRead])).toEqual([
      ['now', true],
      ['before', true],
    ]);
    expect((await world.ask('carla', 'GET', 'notifications')).body.unread).toEqual({ count: 1, codes: ['AAAA-0001'] });
  });

  test('follows changes of role from one beat to the next', async () => {
    const anna = await listen('anna', '');
    await change(rowWith('AAAA-0003', {}, {}));
    await anna.next();
    await world.directory.change('default', 'anna', { departments: ['medi'] });
    beat();
    // The page learns, too, that colleagues are not what they were.
    await anna.until((news) => news.type === 'setting');
    await change(rowWith('AAAA-0001', { changedAt: testDay + beatMs }, {}));
    await change(rowWith('AAAA-0002', { changedAt: testDay + beatMs }, { department: 'medi' }));
    const news = await anna.until((each) => about(each) === 'AAAA-0002 1');
    expect(news.map(about)).toEqual(['gone AAAA-0001', 'AAAA-0002 1']);
  });

  test('ends for anybody who is signed in no more, at the next beat', async () => {
    const listening = await listen('anna', '');
    world.signOut('anna');
    beat();
    expect(await listening.next()).toBeNull();
    expect(await listening.next()).toBeNull();
  });

  test.each([
    ['lost the role', async () => void (await world.directory.change('default', 'anna', { roles: ['editor'] }))],
    ['was shut out', async () => void (await world.directory.change('default', 'anna', { active: false }))],
    ['must set up a second factor', async () => world.needSecondFactor('anna')],
  ])('ends for anybody who %s, at the next beat', async (_, change) => {
    const listening = await listen('anna', '');
    await change();
    beat();
    // The page may learn before that colleagues changed.
    for (let notified = await listening.next(); notified !== null; notified = await listening.next())
      expect(notified.news.type).toBe('setting');
  });

  test('goes on when it cannot be checked once who reads, and ends when it cannot be twice in a row', async () => {
    const listening = await listen('anna', '');
    world.unsure(true);
    beat();
    world.unsure(false);
    beat();
    await change(rowWith('AAAA-0001', { changedAt: testDay + beatMs }, {}));
    expect(about((await listening.next())?.news)).toBe('AAAA-0001 1');
    world.unsure(true);
    beat();
    beat();
    expect(await listening.next()).toBeNull();
  });

  test('tells the page to read everything again when one sees other cases than before', async () => {
    const anna = await listen('anna', '');
    await change(rowWith('AAAA-0001', {}, {}));
    await anna.next();
    await world.directory.change('default', 'anna', { departments: ['medi'] });
    beat();
    await anna.until((news) => news.type === 'reload');
  });

  test('tells nothing more of an open case once it is out of sight', async () => {
    const old = { changedAt: testDay - 10 * minute };
    await world.index.put([rowWith('AAAA-0001', old, {}), rowWith('AAAA-0002', old, {})]);
    const anna = await listen('anna', '');
    for (const code of ['AAAA-0001', 'AAAA-0002'])
      await world.ask('anna', 'POST', `cases/${code}/presence`, { typing: false });
    await anna.until((news) => news.type === 'presence' && news.code === 'AAAA-0002');
    await world.index.put([rowWith('AAAA-0001', { ...old, revision: 2 }, { department: 'medi' })]);
    world.pubsub.publish(citizenTypingTopic('c-AAAA-0001'));
    await append('c-AAAA-0001', 1);
    await append('c-AAAA-0002', 1);
    const news = await anna.until((each) => each.type === 'turn' && each.code === 'AAAA-0002');
    expect(news.filter((each) => 'code' in each && each.code === 'AAAA-0001' && each.type !== 'presence')).toEqual([]);
  });

  test('ends when the process does, and begins no more', async () => {
    const listening = await listen('anna', '');
    world.api.endStreams();
    expect(await listening.next()).toBeNull();
    expect((await world.ask('anna', 'GET', 'stream')).status).toBe(503);
  });

  test('is not given to one person more often than pages make sense', async () => {
    for (let index = 0; index < 12; index++) expect((await listen('anna', '')).status).toBe(200);
    expect((await listen('anna', '')).status).toBe(429);
    expect((await listen('carla', '')).status).toBe(200);
  });

  test('answers HEAD without opening a stream: whatever follows on the connection is answered, too', async () => {
    const request = (method: string, path: string, connection: string) =>
      `${method} /console/api/${path} HTTP/1.1\r\nHost: x\r\nCookie: agent=anna\r\nConnection: ${connection}\r\n\r\n`;
    const socket = connect(Number(new URL(world.url).port), '127.0.0.1');
    socket.write(request('HEAD', 'stream', 'keep-alive') + request('GET', 'me', 'close'));
    const received = await readAll(socket);
    expect(received.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200']);
    expect(received.match(/^content-type: .*$/gim)?.[0]).toContain('text/event-stream');
    expect(received).toContain('"id":"anna"');
    expect(world.api.openStreams()).toBe(0);
  });

  test('refuses a cursor that is none', async () => {
    expect((await listen('anna', '?after=yesterday')).status).toBe(400);
  });

  async function append(conversation: string, revision: number): Promise<void> {
    const sealed = await world.sealer.seal(conversation, { address: null, inbound: null, outbound: [] }, 'current');
    await world.journal.append({
      ...{ tenant: 'default', account: 'web', conversation, revision, inboundKey: `${revision}`, at: testDay },
      ...{ events: [], state: newConversation(testDay), outbox: [], ...sealed },
    });
    world.pubsub.publish(conversation);
  }
});
