import { expect, test } from '@jest/globals';
import type { Receipt } from '../../../src/core/ports/adapter.ts';
import { createLocalLimit } from '../../../src/store/local/limit.ts';
import { accountWith } from '../../support/account.ts';
import { type Bench, createBench } from '../../support/engine.ts';

const account = accountWith({});
const complaint = 'el fanal no funciona';

const openBench = (cases: number): Bench =>
  createBench(account, (deps) => ({ ...deps, caseLimit: createLocalLimit(cases, 600) }));

function say(bench: Bench, sender: string, conversation: string, text: string): Promise<Receipt> {
  return bench.engine.receive({
    ...{ account, platformConversation: conversation, surface: 'private', person: null, address: null, sender },
    inbound: { id: text, content: { kind: 'text', text }, localeHint: null },
  });
}

/** What became of all that was said: how many cases were opened, and in how many turns that was refused. */
function outcome({ store }: Bench) {
  const events = store.commits().flatMap((commit) => commit.events.map(({ type }) => type));
  const count = (name: string) => events.filter((type) => type === name).length;
  return { opened: count('case.opened'), limited: count('turn.limited'), failed: count('turn.failed') };
}

test('many messages at once from one address open only so many cases, and others open theirs', async () => {
  const bench = openBench(5);
  await Promise.all(Array.from({ length: 120 }, (_, index) => say(bench, '192.0.2.7', `c${index}`, complaint)));
  expect(outcome(bench)).toEqual({ opened: 5, limited: 115, failed: 0 });
  await say(bench, '192.0.2.8', 'another', complaint);
  expect(outcome(bench)).toMatchObject({ opened: 6, limited: 115 });
});

test('anybody who is over it is told that nothing was passed on, and nobody of staff is', async () => {
  const bench = openBench(1);
  await say(bench, 'a', 'c1', complaint);
  const { conversation, revision } = await say(bench, 'a', 'c2', complaint);
  const commit = bench.store.commits().find((each) => each.conversation === conversation && each.revision === revision);
  const content = commit && (await bench.deps.sealer.open(commit));
  expect(content?.outbound.at(-1)?.text).toBe('casesLimited ca');
  expect(commit).toMatchObject({ state: { cases: [] }, outbox: [] });
});

test('what opens no case is not counted, however often it is said', async () => {
  const bench = openBench(1);
  for (let time = 0; time < 20; time++) await say(bench, 'a', `c${time}`, "Com m'empadrono");
  await say(bench, 'a', 'last', complaint);
  expect(outcome(bench)).toEqual({ opened: 1, limited: 0, failed: 0 });
});

test('a redelivery is not counted, nor what is added to a case', async () => {
  const bench = openBench(2);
  for (let time = 0; time < 5; time++) await say(bench, 'a', 'c1', complaint);
  await say(bench, 'a', 'c1', 'la farola no funciona');
  await say(bench, 'a', 'c2', complaint);
  expect(outcome(bench)).toEqual({ opened: 2, limited: 0, failed: 0 });
});

test('an emergency is heard whatever was opened before', async () => {
  const bench = openBench(1);
  await say(bench, 'a', 'c1', complaint);
  await say(bench, 'a', 'c2', complaint);
  await say(bench, 'a', 'c3', 'hi ha foc');
  expect(outcome(bench)).toEqual({ opened: 2, limited: 1, failed: 0 });
});

test('a turn that fails to be kept is not counted', async () => {
  let refusals = 3;
  const bench = createBench(account, (deps) => ({
    ...deps,
    caseLimit: createLocalLimit(1, 600),
    journal: {
      ...deps.journal,
      async append(commit) {
        if (refusals-- > 0) throw new Error('the disk is away');
        return deps.journal.append(commit);
      },
    },
  }));
  for (let time = 0; time < 3; time++) await expect(say(bench, 'a', 'c1', complaint)).rejects.toThrow('the disk');
  await say(bench, 'a', 'c1', complaint);
  expect(outcome(bench)).toEqual({ opened: 1, limited: 0, failed: 0 });
});
