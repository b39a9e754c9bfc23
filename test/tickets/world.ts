import { randomUUID } from 'node:crypto';
import { createRecordLog } from '../../src/core/journal/recordLog.ts';
import { createUsableSealer } from '../../src/core/journal/usableContent.ts';
import type { CaseState } from '../../src/core/model/case.ts';
import type { TicketStep } from '../../src/core/model/desk/ticket.ts';
import type { StaffCommand } from '../../src/core/model/staffCommand.ts';
import type { Store } from '../../src/store/store.ts';
import { createTicketWatch } from '../../src/tickets/followTickets.ts';
import { createSendTicket } from '../../src/tickets/sendTicket.ts';
import type { CallOutcome, TicketClient } from '../../src/tickets/ticketClient.ts';
import type { TicketSystem } from '../../src/tickets/ticketSystem.ts';
import { envelopeOf, openStaffBench } from '../core/cases/bench.ts';
import { accountWith } from '../support/account.ts';
import { agentWith } from '../support/agent.ts';
import { dispatcherOver } from '../support/dispatcher.ts';
import { createKeptFiles } from '../support/keptFiles.ts';

/** What becomes of the next call: before or after the system did what was asked, the answer or the service is lost. */
export const fates = [
  ...(['well', 'refused', 'wait', 'unreached', 'lost-before', 'lost-after', 'dies-before', 'dies-after'] as const),
];
export type Fate = (typeof fates)[number];

/** A ticket as its system has it. */
interface TicketThere {
  readonly number: string;
  readonly key: string;
  readonly at: number;
  readonly fields: readonly (readonly [string, string])[];
  status: string;
  note: string | null;
  /** What was told of it later: one that is repeated with its id is there once, where the system knows it. */
  readonly updates: { readonly key: string; readonly text: string; readonly photos: number }[];
}

export function systemWith(changes: Partial<TicketSystem>): TicketSystem {
  return {
    ...{ id: 'works', name: 'Works', url: 'https://tickets.example.cat/open311/v2', jurisdiction: '', key: 'secret' },
    ...{
      format: 'json',
      since: '2026-01-01',
      share: ['description', 'place', 'photos'],
      waitMinutes: 5,
      updates: 'none',
    },
    ...{ pollMinutes: 5, perMinute: 30, whenClosed: 'notify-staff', lostAnswer: 'ask', link: null },
    send: [{ departments: [], kinds: [], flows: [], service: 'lamp', attributes: {} }],
    ...changes,
  };
}

type Answered = Pick<Extract<CallOutcome, { kind: 'answered' }>, 'requests' | 'isList'>;
type Spoil = (requests: Answered['requests']) => Answered;

const minute = 60_000;
const recognisedMs = 10 * minute;

/** A town whose cases go to a ticket system, of which a test decides how it answers. */
export function openTicketWorld(
  changes: Partial<TicketSystem>,
  stores: Pick<Store, 'journal' | 'outbox' | 'cases'> | null = null,
) {
  const bench = openStaffBench(accountWith({}), [agentWith('ona', {})], (deps) => deps, stores);
  const { clock, sealer, index, log, pubsub, engine } = bench;
  const store = stores ?? bench.store;
  const systems = [systemWith(changes)];
  const there: TicketThere[] = [];
  let next: Fate[] = [];
  /** What was asked for one by one. */
  const asked: string[] = [];
  const ending = new AbortController();
  /** The system gives a token first. */
  let givesToken = false;

  async function meet(work: () => CallOutcome): Promise<CallOutcome> {
    const fate = next.shift() ?? 'well';
    if (fate === 'refused') return { kind: 'refused', status: 400, says: 'The service lamp is not known.' };
    if (fate === 'wait') return { kind: 'wait', retryAt: clock.now() + 90_000 };
    if (fate === 'unreached') return { kind: 'unreached' };
    if (fate === 'dies-before') throw new Error('the service died');
    if (fate === 'lost-before') return { kind: 'doubtful' };
    const outcome = work();
    if (fate === 'dies-after') throw new Error('the service died');
    return fate === 'lost-after' ? { kind: 'doubtful' } : outcome;
  }
  const onWire = ({ number, fields, status, note }: TicketThere) => ({
    service_request_id: number,
    status,
    status_notes: note,
    description: fields.find(([name]) => name === 'description')?.[1] ?? null,
  });
  let spoil: Spoil = (requests) => ({ requests, isList: true });
  const answered = (...some: readonly TicketThere[]): CallOutcome => ({ kind: 'answered', ...spoil(some.map(onWire)) });
  const client: TicketClient = {
    file: (_, { fields }, key) =>
      meet(() => {
        const known = there.find((each) => each.key === key && clock.now() - each.at < recognisedMs);
        const repeats = systems[0]?.lostAnswer === 'repeat';
        if (known !== undefined && repeats) return answered(known);
        const made = {
          number: String(there.length + 1),
          key,
          at: clock.now(),
          fields,
          status: 'open',
          note: null,
          updates: [],
        };
        there.push(made);
        return givesToken
          ? { kind: 'answered', requests: [{ token: `t${made.number}` }], isList: true }
          : answered(made);
      }),
    update: (_, { fields, files }, key) =>
      meet(() => {
        const value = (name: string) => fields.find(([each]) => each === name)?.[1] ?? '';
        const ticket = there.find(({ number }) => number === value('service_request_id'));
        const isKnown = ticket?.updates.some((each) => each.key === key) === true;
        if (!isKnown || systems[0]?.lostAnswer !== 'repeat')
          ticket?.updates.push({ key, text: value('description'), photos: files.length });
        return { kind: 'answered', requests: [], isList: false };
      }),
    find: (_, numbers) => meet(() => answered(...there.filter(({ number }) => numbers.includes(number)))),
    findOne: (_, by) => {
      asked.push('number' in by ? by.number : by.token);
      return meet(() =>
        answered(...there.filter(({ number }) => ('number' in by ? number === by.number : `t${number}` === by.token))),
      );
    },
    filedBetween: (_, _service, from, until) =>
      meet(() => answered(...there.filter(({ at }) => at >= from && at < until))),
  };
  const records = createRecordLog({ journal: store.journal, sealer, clock: clock.now, newId: randomUUID });
  const common = {
    ...{ tenant: 'default', systems, cases: index, client, clock: clock.now, newId: randomUUID },
    timeZone: () => 'Europe/Madrid',
    handleOwnCommand: engine.handleOwnCommand,
  };
  const usable = createUsableSealer(store.journal, sealer);
  const { files } = createKeptFiles();
  const reporting = { journal: store.journal, sealer: usable, flowOf: async () => null, files };
  const sendTicket = createSendTicket({ ...common, ...reporting });
  const watching = { inboundKey: sealer.inboundKey, open: usable.open };
  const deps = { ...common, ...reporting, sealer: watching, records, pubsub, timer: () => () => {}, log };
  let watch = createTicketWatch(deps, ending.signal);
  const dispatcher = dispatcherOver(
    {
      ...{ clock, outbox: store.outbox, journal: store.journal, sealer, route: () => null, log },
      runSideEffect: async (effect, commit, attempt = { isLast: false }) => {
        if (effect.type === 'send-ticket') await sendTicket(effect, commit, attempt);
        else await bench.deps.runSideEffect(effect, commit, attempt);
      },
    },
    {},
  );
  return {
    bench,
    there,
    asked,
    end: () => ending.abort(),
    /** What the system answers is changed on the way. */
    spoils(how: Spoil) {
      spoil = how;
    },
    /** The first attempt at a case, beside those of the outbox. */
    attempt: (of: { conversation: string; code: string }, attempt: { readonly isLast: boolean }) =>
      sendTicket(
        { type: 'send-ticket', conversation: of.conversation, case: of.code },
        { state: { record: 'ticket-task', shape: 1, case: of.code, conversation: of.conversation, round: 1 } },
        attempt,
      ),
    command: (of: { conversation: string; code: string }, step: TicketStep) =>
      engine.handleOwnCommand({
        ...{ id: randomUUID(), tenant: 'default', conversation: of.conversation, case: of.code },
        command: { kind: 'ticket', step },
      }),
    watch: () => watch.look(),
    deliver: () => dispatcher.deliver(),
    givesTokens: () => {
      givesToken = true;
    },
    fates(...given: readonly Fate[]) {
      next = [...given];
    },
    files,
    /** Another process looks from now on. */
    restart: () => {
      watch = createTicketWatch(deps, ending.signal);
    },
    /** The system is taken out of the settings. */
    removeSystem() {
      systems.length = 0;
      watch = createTicketWatch(deps, ending.signal);
    },
    /** Looks and sends, minute after minute. */
    async pass(minutes: number) {
      for (let each = 0; each < minutes; each += 1) {
        clock.advance(minute);
        // What one look wants, the next one queues.
        for (const _ of [1, 2]) await watch.look().catch(() => {});
        await dispatcher.deliver();
      }
    },
    /** The case as the index has it, wherever that is. */
    async caseNow(code: string): Promise<CaseState | null> {
      return (await index.byCode('default', code))?.case ?? null;
    },
    caseState(code: string): CaseState {
      const row = index.rows().find((each) => each.case.code === code);
      if (row === undefined) throw new Error(`no case ${code}`);
      return row.case;
    },
    staff: (of: { conversation: string; code: string }, command: StaffCommand) =>
      engine.handleCommand(envelopeOf(of, 'ona', command, { id: randomUUID() })),
  };
}
