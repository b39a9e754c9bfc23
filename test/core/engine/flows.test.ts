import { beforeAll, describe, expect, test } from '@jest/globals';
import { createEngine } from '../../../src/core/engine/engine.ts';
import { isRecord } from '../../../src/core/model/commit.ts';
import type { ConversationState } from '../../../src/core/model/conversation.ts';
import type { Flows } from '../../../src/core/ports/knowledge.ts';
import { accountWith } from '../../support/account.ts';
import { type Bench, createBench } from '../../support/engine.ts';
import { reworded, shippedFlows, townWithFlows } from '../../support/flows.ts';
import { testKey } from '../../support/sideEffectsOver.ts';

let flows: Flows;
beforeAll(async () => {
  flows = await shippedFlows();
});

const reported = 'hi ha un forat enorme a la vorera';
const place = 'davant del forn del carrer Secret 12';

/** A town that knows flows; `change` swaps its content. */
function openTown(): { readonly bench: Bench; change(flows: Flows): void } {
  let current = townWithFlows(flows, { [reported]: 'incident' });
  const bench = createBench(accountWith({}), (deps) => ({ ...deps, knowledge: { current: () => current } }));
  return {
    bench,
    change: (changed) => {
      current = townWithFlows(changed, { [reported]: 'incident' });
    },
  };
}

function newest({ store }: Bench) {
  const commit = store.commits().findLast(({ state }) => !isRecord(state));
  if (commit === undefined) throw new Error('there must be a commit');
  return { commit, state: commit.state as ConversationState };
}

const saidIn = async (bench: Bench) => (await bench.deps.sealer.open(newest(bench).commit))?.outbound ?? [];

describe('a matter told in several messages', () => {
  test('is one case, and its answers are sealed in the newest commit only while it is under way', async () => {
    const { bench } = openTown();
    await bench.say('c1', reported);
    const first = newest(bench);
    expect(first.state.cases).toHaveLength(1);
    expect(first.state.flow).toMatchObject({ flow: 'street-incident', step: 'place', filled: ['what'] });
    await bench.say('c1', place);
    const second = newest(bench);
    const { text } = { text: (await bench.deps.sealer.open(second.commit))?.slots?.place?.text };
    expect(text).toBe(place);
    expect(second.state.flow?.step).toBe('danger');
    expect(JSON.stringify(second.commit.state)).not.toContain('Secret');
    expect(JSON.stringify(second.commit.events)).not.toContain('Secret');
    await bench.say('c1', 'no', 'no-1');
    await bench.say('c1', 'no en tinc');
    const last = newest(bench);
    expect(last.state.flow).toBeNull();
    expect(last.state.cases).toHaveLength(1);
    expect((await bench.deps.sealer.open(last.commit))?.slots).toBeUndefined();
    const opened = bench.store.commits().flatMap(({ events }) => events.filter(({ type }) => type === 'case.opened'));
    expect(opened).toHaveLength(1);
  });

  test('goes on in another process', async () => {
    const { bench } = openTown();
    await bench.say('c1', reported);
    const other = createEngine(bench.deps);
    const { engine } = bench;
    expect(other).not.toBe(engine);
    await bench.say('c1', place);
    expect(newest(bench).state.flow?.step).toBe('danger');
  });

  test('ends on the version with which it began, and the next one begins on the new version', async () => {
    const { bench, change } = openTown();
    await bench.say('c1', reported);
    const { version } = newest(bench).state.flow ?? { version: '' };
    const all = flows.all.map((flow) => (flow.id === 'street-incident' ? reworded(flow, 'v2') : flow));
    change({ ...flows, all });
    await bench.say('c1', place);
    expect(newest(bench).state.flow).toMatchObject({ version, step: 'danger' });
    expect((await saidIn(bench)).map(({ text }) => text).join()).not.toContain('v2');
    await bench.say('c2', reported);
    expect(newest(bench).state.flow?.version).toBe('v2');
  });

  test('is over once its person is erased: its values cannot be read any more', async () => {
    const { bench } = openTown();
    await bench.say('c1', reported);
    await bench.say('c1', place);
    const { commit } = newest(bench);
    await bench.say('c1', '/erase');
    await bench.say('c1', { kind: 'choice', value: 'erase:yes', text: 'yes' }, 'erase');
    await bench.engine.idle();
    expect(newest(bench).state.flow).toBeNull();
    expect(await bench.deps.sealer.open(commit)).toBeNull();
  });

  test('survives what staff and time do to the conversation meanwhile', async () => {
    const { bench } = openTown();
    await bench.say('c1', reported);
    await bench.say('c1', place);
    const [caseState] = newest(bench).state.cases;
    const { commit } = newest(bench);
    await bench.engine.handleOwnCommand({
      id: 'cmd-1',
      tenant: commit.tenant,
      conversation: commit.conversation,
      case: caseState?.code ?? '',
      command: { kind: 'set-priority', priority: 'high' },
    });
    expect((await bench.deps.sealer.open(newest(bench).commit))?.slots?.place?.text).toBe(place);
  });
});

test('who does not want a case withdrawn is not asked what to change', async () => {
  const { bench } = openTown();
  await bench.say('c1', reported);
  await bench.say('c1', place);
  await bench.say('c1', 'no', 'no-1');
  await bench.say('c1', 'no en tinc');
  await bench.say('c1', 'ja està arreglat');
  expect(newest(bench).state.flow).not.toBeNull();
  await bench.say('c1', 'no', 'no-2');
  expect(newest(bench).state.flow).toBeNull();
  expect((await saidIn(bench)).map(({ text }) => text)).toEqual(['noted ca']);
  expect(newest(bench).state.cases.map(({ status }) => status)).toEqual(['open']);
});

test('a case is shown in another conversation by its key, and not without it', async () => {
  const { bench } = openTown();
  await bench.say('c1', reported);
  const code = newest(bench).state.cases[0]?.code ?? '';
  await bench.engine.idle();
  await bench.say('c2', `https://bot.example/cas/${code}#${testKey}`);
  expect((await saidIn(bench)).map(({ text }) => text).join()).toContain('caseOpened');
  await bench.say('c3', code);
  expect((await saidIn(bench)).map(({ text }) => text).join()).toContain('codeUnknown');
});

describe('what is told in a flow is kept for the staff of its case', () => {
  const collectedIn = async (bench: Bench) => {
    const { commit, state } = newest(bench);
    const revisions = state.cases.at(-1)?.collected ?? [];
    const found = [];
    for (const { flow, revision } of revisions) {
      const [holder] = await bench.deps.journal.read(commit.conversation, revision - 1, 1);
      const content = holder === undefined ? null : await bench.deps.sealer.open(holder);
      found.push([flow, Object.entries(content?.collected?.slots ?? {}).map(([id, { text }]) => `${id}: ${text}`)]);
    }
    return found;
  };

  test('from the first answer, as it was corrected, and after the flow is over', async () => {
    const { bench } = openTown();
    await bench.say('c1', reported);
    expect(await collectedIn(bench)).toEqual([['street-incident', [`what: ${reported}`]]]);
    await bench.say('c1', place);
    await bench.say('c1', 'no, al 14');
    await bench.say('c1', 'no', 'no-1');
    await bench.say('c1', 'no en tinc');
    expect(newest(bench).state.flow).toBeNull();
    const corrected = [`what: ${reported}`, 'place: davant del forn del carrer Secret 14', 'danger: choice.flow.no ca'];
    expect(await collectedIn(bench)).toEqual([['street-incident', corrected]]);
    const { events, state } = newest(bench).commit;
    expect(JSON.stringify([events, state])).not.toContain('Secret');
  });

  test('each flow of a case by itself, and an address only while the person agrees', async () => {
    const { bench } = openTown();
    await bench.say('c1', reported);
    await bench.say('c1', 'deixa-ho córrer');
    await bench.say('c1', { kind: 'choice', value: 'start:be-told', text: 'x' });
    await bench.say('c1', 'per telèfon');
    await bench.say('c1', '612 345 678');
    expect((await collectedIn(bench)).map(([flow]) => flow)).toEqual(['street-incident', 'be-told']);
    expect(JSON.stringify(await collectedIn(bench))).toContain('612 345 678');
    await bench.say('c1', 'no', 'no-1');
    expect(JSON.stringify(await collectedIn(bench))).not.toContain('612');
  });
});
