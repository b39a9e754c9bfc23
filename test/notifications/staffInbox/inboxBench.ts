import { randomUUID } from 'node:crypto';
import { isInSight, sightOf } from '../../../src/core/cases/caseVisibility.ts';
import { createEffects } from '../../../src/core/engine/sideEffects.ts';
import { createRecordLog } from '../../../src/core/journal/recordLog.ts';
import type { Agent } from '../../../src/core/model/agent.ts';
import { createDispatcher } from '../../../src/core/outbox/dispatcher.ts';
import type { StaffInbox, StaffRoom } from '../../../src/core/ports/staffInbox.ts';
import { createStaffInbox } from '../../../src/notifications/staffInbox/staffInbox.ts';
import { openStaffBench, type StaffBench } from '../../core/cases/bench.ts';
import { accountWith, pushCapabilities } from '../../support/account.ts';

/**
 * Citizens on one channel, and the staff inbox with one place, `desk`: all is real but the journal and the place, which
 * `room` gives once it is open.
 */
export function openInboxBench(
  agents: readonly Agent[],
  departments: readonly string[] | undefined,
  room: () => StaffRoom | null,
) {
  const citizens = accountWith({ id: 'web', channel: 'test', capabilities: pushCapabilities });
  const toCitizen: string[] = [];
  let bench: StaffBench | null = null;
  const there = <T>(value: T | null): T => {
    if (value === null) throw new Error('not yet');
    return value;
  };
  const made: { inbox: StaffInbox | null; carryOut: ReturnType<typeof createEffects> | null } = {
    inbox: null,
    carryOut: null,
  };
  const place = { name: 'desk', departments: departments ?? null, locale: 'ca' as const };
  bench = openStaffBench(citizens, agents, (parts) => {
    const { journal, sealer, clock, wake } = parts;
    const inbox = createStaffInbox({
      ...{ journal, sealer, wake, publicUrl: 'https://bot.example.cat' },
      records: createRecordLog({ journal, sealer, clock, newId: randomUUID }),
      places: () => [place],
      room: (_, name) => (name === 'desk' ? room() : null),
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
        return row !== null && isInSight(sightOf(agent, 'oiac'), row.case);
      },
      act: (act) => there(bench).engine.act(act),
    });
    const more = createEffects({
      keys: { destroy: async () => {} },
      removeErasedFiles: async () => {},
      handovers: { offer: async () => {} },
      caseRows: { show: async () => {}, forget: async () => {} },
      notifier: null,
      staffInbox: inbox,
      alertDelivered: async () => {},
    });
    const carryOut: typeof more = async (effect, commit) => {
      await parts.carryOut(effect, commit);
      await more(effect, commit);
    };
    made.inbox = inbox;
    made.carryOut = carryOut;
    return { ...parts, carryOut };
  });
  const { store, clock, log, parts } = bench;
  const dispatcher = createDispatcher({
    ...{ outbox: store.outbox, journal: store.journal, sealer: parts.sealer, carryOut: there(made.carryOut) },
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
