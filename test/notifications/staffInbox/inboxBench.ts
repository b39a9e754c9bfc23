import { randomUUID } from 'node:crypto';
import { isVisible, visibilityOf } from '../../../src/core/cases/caseVisibility.ts';
import { createSideEffects } from '../../../src/core/engine/sideEffects.ts';
import { createRecordLog } from '../../../src/core/journal/recordLog.ts';
import type { Agent } from '../../../src/core/model/agent.ts';
import { isRecord } from '../../../src/core/model/commit.ts';
import type { CommandEnvelope } from '../../../src/core/model/staffCommand.ts';
import type { DispatcherDeps } from '../../../src/core/outbox/dispatcher.ts';
import type { OnStaffMessage, StaffInboxChannel } from '../../../src/core/ports/staffInbox.ts';
import { createOnStaffMessage } from '../../../src/notifications/staffInbox/onStaffMessage.ts';
import { createInboxSync } from '../../../src/notifications/staffInbox/syncCase.ts';
import { openStaffBench, type StaffBench } from '../../core/cases/bench.ts';
import { accountWith, pushCapabilities } from '../../support/account.ts';
import { dispatcherOver } from '../../support/dispatcher.ts';

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
  const made: { onStaffMessage: OnStaffMessage | null; runSideEffect: ReturnType<typeof createSideEffects> | null } = {
    onStaffMessage: null,
    runSideEffect: null,
  };
  const account = { name: 'desk', departments: departments ?? null, locale: 'ca' as const };
  bench = openStaffBench(citizens, agents, (deps) => {
    const { journal, sealer, clock, pubsub } = deps;
    const inboxDeps = {
      ...{ journal, sealer, pubsub, publicUrl: 'https://bot.example.cat' },
      records: createRecordLog({ journal, sealer, clock, newId: randomUUID }),
      inboxAccounts: () => [account],
      inboxChannel: (_tenant: string, name: string) => (name === 'desk' ? inboxChannel() : null),
      directory: {
        list: (tenant: string) => there(bench).directory.list(tenant),
        find: (tenant: string, id: string) => there(bench).directory.find(tenant, id),
        findOnPlatform: (tenant: string, channel: string, id: string) =>
          there(bench).directory.findOnPlatform(tenant, channel, id),
      },
      departments: () => [
        { id: 'oiac', name: { ca: 'Oficina', es: 'Oficina', en: 'Office' }, head: null },
        { id: 'premsa', name: { ca: 'Premsa', es: 'Prensa', en: 'Press' }, head: null },
      ],
      async sees(agent: Agent, code: string) {
        const row = await there(bench).index.byCode('default', code);
        return row !== null && isVisible(visibilityOf(agent, 'oiac'), row.case);
      },
      timeZone: () => 'Europe/Madrid',
      handleCommand: (envelope: CommandEnvelope) => there(bench).engine.handleCommand(envelope),
    };
    const more = createSideEffects({
      keys: { destroy: async () => [] },
      removeErasedFiles: async () => {},
      channelTransfers: { offer: async () => {} },
      caseProjection: {
        show: async () => {},
        forget: async ({ state }) => (isRecord(state) ? [] : state.cases.map(({ code }) => code)),
      },
      notifier: null,
      inboxSync: createInboxSync(inboxDeps),
    });
    const runSideEffect: typeof more = async (sideEffect, commit) => {
      await deps.runSideEffect(sideEffect, commit);
      await more(sideEffect, commit);
    };
    made.onStaffMessage = createOnStaffMessage(inboxDeps);
    made.runSideEffect = runSideEffect;
    return { ...deps, runSideEffect };
  });
  const { store, clock, log, deps } = bench;
  const { outbox, journal } = store;
  const toCitizens: DispatcherDeps['route'] = (_, id) =>
    id === 'web'
      ? { account: citizens, send: async ({ message }) => ({ platformId: String(toCitizen.push(message.text)) }) }
      : null;
  const dispatcher = dispatcherOver(
    { outbox, journal, sealer: deps.sealer, runSideEffect: there(made.runSideEffect), route: toCitizens, log, clock },
    {},
  );

  return { bench, onStaffMessage: there(made.onStaffMessage), dispatcher, toCitizen };
}
