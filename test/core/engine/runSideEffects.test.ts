import { describe, expect, test } from '@jest/globals';
import type { EngineDeps } from '../../../src/core/engine/engine.ts';
import { sideEffectsLeaseMs } from '../../../src/core/model/commit.ts';
import { CodedError } from '../../../src/core/model/errors.ts';
import type { SideEffect } from '../../../src/core/model/event.ts';
import { outboxTopic } from '../../../src/core/ports/pubsub.ts';
import { accountWith, pushCapabilities } from '../../support/account.ts';
import { dispatcherOver } from '../../support/dispatcher.ts';
import { openStaffBench } from '../cases/bench.ts';
import { ona } from '../cases/desk.ts';

/** A bench whose effects are noted, and fail where the test says so; and what another process would do. */
function openBench(
  fault: (sideEffect: SideEffect, count: number) => Error | null,
  change: (deps: EngineDeps) => EngineDeps,
) {
  const done: SideEffect['type'][] = [];
  const note = (deps: EngineDeps): EngineDeps => ({
    ...deps,
    runSideEffect: async (sideEffect, commit) => {
      const error = fault(sideEffect, done.push(sideEffect.type));
      if (error !== null) throw error;
      await deps.runSideEffect(sideEffect, commit);
    },
  });
  const bench = openStaffBench(accountWith({ capabilities: pushCapabilities }), [ona], (deps) => change(note(deps)));
  const { store, deps, clock, log } = bench;
  const { outbox, journal } = store;
  const { sealer, runSideEffect } = deps;
  const another = dispatcherOver({ outbox, journal, sealer, runSideEffect, route: () => null, log, clock }, {});
  const sideEffectTasks = () => store.tasks().filter(({ task }) => task.kind === 'side-effects');
  return { ...bench, done, another, sideEffectTasks, ask: () => bench.say('c1', 'passeu-me amb algú') };
}

const same = (deps: EngineDeps) => deps;
const away = new CodedError('store.busy', 'The store is busy. Try again.');

describe('what a turn asked for', () => {
  test('is done once, by the process that appended it, and nobody finds it afterwards', async () => {
    const bench = openBench(() => null, same);
    await bench.ask();
    await bench.engine.idle();
    expect(bench.done).toEqual(['index-cases', 'notify']);
    bench.clock.advance(3_600_000);
    await bench.another.deliver();
    expect(bench.done).toHaveLength(2);
    expect(bench.sideEffectTasks()).toMatchObject([{ status: 'done' }]);
  });

  test('holds up no answer, unless the person is told that it is done', async () => {
    const timesNotified = () =>
      bench.pubsub.published.filter((topic) => topic === bench.store.commits()[0]?.conversation).length;
    /** Commits that nobody had been told of when each effect was carried out first. */
    const untold = new Map<string, number>();
    const bench = openBench((sideEffect) => {
      const untoldNow = bench.store.commits().length - timesNotified();
      untold.set(sideEffect.type, untold.get(sideEffect.type) ?? untoldNow);
      return null;
    }, same);
    await bench.ask();
    await bench.say('c1', '/erase');
    await bench.say('c1', { kind: 'choice', value: 'erase:yes', text: 'Yes' });
    expect(Object.fromEntries(untold)).toMatchObject({ 'index-cases': 0, 'erase-content': 1 });
  });

  test('is done by another process when the one that appended it died', async () => {
    let dead = false;
    const bench = openBench(
      () => null,
      (deps) => ({
        ...deps,
        // It never comes to say that it is done.
        outbox: { ...deps.outbox, done: () => (dead ? Promise.resolve() : new Promise(() => {})) },
      }),
    );
    await bench.ask();
    dead = true;
    bench.clock.advance(sideEffectsLeaseMs - 1);
    await bench.another.deliver();
    expect(bench.done).toHaveLength(2);
    bench.clock.advance(1);
    await bench.another.deliver();
    expect(bench.done).toEqual(['index-cases', 'notify', 'index-cases', 'notify']);
    expect(bench.sideEffectTasks()).toMatchObject([{ status: 'done', attempts: 1 }]);
    expect(bench.index.rows()).toHaveLength(1);
  });

  test('that fails is tried again soon, and keeps nothing else of it from being done', async () => {
    const bench = openBench(
      (sideEffect, count) => (sideEffect.type === 'index-cases' && count === 1 ? away : null),
      same,
    );
    await bench.say('c1', 'passeu-me amb algú');
    await bench.engine.idle();
    expect(bench.done).toEqual(['index-cases', 'notify']);
    expect(bench.index.rows()).toEqual([]);
    expect(bench.pubsub.published.filter((topic) => topic === outboxTopic).length).toBeGreaterThan(1);
    expect(bench.log.lines).toMatchObject([{ level: 'warn', fields: { code: 'store.busy' } }]);
    bench.clock.advance(1_000);
    await bench.another.deliver();
    expect(bench.index.rows()).toHaveLength(1);
    expect(bench.sideEffectTasks()).toMatchObject([{ status: 'done' }]);
  });

  test('and was done is no failed turn when that cannot be written down', async () => {
    const bench = openBench(
      () => null,
      (deps) => ({ ...deps, outbox: { ...deps.outbox, done: () => Promise.reject(away) } }),
    );
    expect(await bench.ask()).toMatchObject({ revision: 1 });
    await bench.engine.idle();
    expect(bench.log.lines).toMatchObject([{ level: 'warn', fields: { code: 'store.busy' } }]);
  });

  test('waits for no message that the platform does not take', async () => {
    const bench = openBench((_, count) => (count <= 2 ? away : null), same);
    await bench.ask();
    bench.clock.advance(2_000);
    await bench.another.deliver();
    // The account is not open: its messages wait.
    expect(
      bench.store
        .tasks()
        .filter(({ status }) => status === 'waiting')
        .map(({ task }) => task.kind),
    ).toEqual(expect.arrayContaining(['send']));
    expect(bench.sideEffectTasks()).toMatchObject([{ status: 'done' }]);
  });
});

test('a turn that only asks for something wakes no process that delivers', async () => {
  const bench = openStaffBench(accountWith({}), [ona], same);
  const { conversation } = await bench.say('c1', 'passeu-me amb algú');
  expect(bench.pubsub.published).toContain(conversation);
  expect(bench.pubsub.published).not.toContain(outboxTopic);
});
