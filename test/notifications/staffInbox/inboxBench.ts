import { randomUUID } from 'node:crypto';
import { isVisible, visibilityOf } from '../../../src/core/cases/caseVisibility.ts';
import { createSideEffects } from '../../../src/core/engine/sideEffects.ts';
import { createRecordLog } from '../../../src/core/journal/recordLog.ts';
import type { Agent } from '../../../src/core/model/agent.ts';
import { createDispatcher } from '../../../src/core/outbox/dispatcher.ts';
import type { StaffInbox, StaffInboxChannel } from '../../../src/core/ports/staffInbox.ts';
import { createStaffInbox } from '../../../src/notifications/staffInbox/staffInbox.ts';
import { openStaffBench, type StaffBench } from '../../core/cases/bench.ts';
import { accountWith, pushCapabilities } from '../../support/account.ts';

/**
 * Citizens on one channel, and the staff inbox with one place, `desk`: all is real but the journal and the place, which
 * `inboxChannel` gives once it is open.
 */
export function openInboxBench(
  agents: readonly Agent[],
  departments: readonly string[] | undefined,
  inboxChannel: () => StaffInboxChannel | null,
) {
  const citizens = accountWith({ id: 'web', channel: 'test', capabilities: pushCapabilities });
  const toCitizen: string[] = [];
  let bench: StaffBench | null = null;
  const there = <T>(value: T | null): T => {
    if (value === null) throw new Error('not yet');
    return value;
  };
  const made: { inbox: StaffInbox | null; runSideEffect: ReturnType<typeof createSideEffects> | null } = {
    inbox: null,
    runSideEffect: null,
  };
  const account = { name: 'desk', departments: departments ?? null, locale: 'ca' as const };
  bench = openStaffBench(citizens, agents, (deps) => {
    const { journal, sealer, clock, pubsub } = deps;
    const inbox = createStaffInbox({
      ...{ journal, sealer, pubsub, publicUrl: 'https://bot.example.cat' },
      records: createRecordLog({ journal, sealer, clock, newId: randomUUID }),
      inboxAccounts: () => [account],
      inboxChannel: (_, name) => (name === 'desk' ? inboxChannel() : null),
      directory: {
        list: (tenant) => there(bench).directory.list(tenant),
        find: (tenant, id) => there(bench).directory.find(tenant, id),
        findOnPlatform: (tenant, channel, id) => there(bench).directory.findOnPlatform(tenant, channel, id),
      },
      departments: () => [
        { id: 'oiac', name: { ca: 'Oficina', es: 'Oficina', en: 'Office' }, head: null },
        { id: 'premsa', name: { ca: 'Premsa', es: 'Prensa', en: 'Press' }, head: null },
      ],
      async sees(agent, code) {
        const row = await there(bench).index.byCode('default', code);
        return row !== null && isVisible(visibilityOf(agent, 'oiac'), row.case);
      },
      handleCommand: (handleCommand) => there(bench).engine.handleCommand(handleCommand),
    });
    const more = createSideEffects({
      keys: { destroy: async () => {} },
      removeErasedFiles: async () => {},
      channelTransfers: { offer: async () => {} },
      caseProjection: { show: async () => {}, forget: async () => {} },
      notifier: null,
      staffInbox: inbox,
      alertDelivered: async () => {},
    });
    const runSideEffect: typeof more = async (sideEffect, commit) => {
      await deps.runSideEffect(sideEffect, commit);
      await more(sideEffect, commit);
    };
    made.inbox = inbox;
    made.runSideEffect = runSideEffect;
    return { ...deps, runSideEffect };
  });
  const { store, clock, log, deps } = bench;
  const dispatcher = createDispatcher({
    ...{ outbox: store.outbox, journal: store.journal, sealer: deps.sealer, runSideEffect: there(made.runSideEffect) },
    route: (_, id) =>
      id === 'web'
        ? { account: citizens, send: async ({ message }) => ({ platformId: String(toCitizen.push(message.text)) }) }
        : null,
    ...{
      clock: clock.now,
      elapsed: clock.now,
      newName: randomUUID,
      timer: () => () => {},
      jitter: () => 1,
      log,
      observe: () => {},
    },
  });
  return { bench, inbox: there(made.inbox), dispatcher, toCitizen };
}
