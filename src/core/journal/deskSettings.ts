import type { AgentId } from '../model/agent.ts';
import type { Absence } from '../model/desk/absence.ts';
import type { BoardMail } from '../model/desk/boardMail.ts';
import { type Capacity, capacityOf } from '../model/desk/capacity.ts';
import type {
  CaseLabel,
  DeskSettings,
  DeskSettingsEvent,
  DeskSettingsRecord,
  Macro,
  ShareRule,
} from '../model/desk/deskSettings.ts';
import { CodedError } from '../model/errors.ts';
import type { RecordLog } from './recordLog.ts';

/** Most labels, macros, and rules of a council, of each. */
const maxEach = 50;

/** What supervisors made for the work at the counter; every change is recorded with its author. */
export interface DeskSettingsLog {
  read(): Promise<DeskSettings>;
  /** Adds a label, or replaces the one with its id. @throws {CodedError} `input.invalid` where there are too many */
  keepLabel(label: CaseLabel, by: AgentId): Promise<DeskSettings>;
  keepMacro(macro: Macro, by: AgentId): Promise<DeskSettings>;
  /** A new rule comes last. */
  keepRule(rule: ShareRule, by: AgentId): Promise<DeskSettings>;
  /** Puts a rule first, so that it counts before the others. */
  putRuleFirst(id: string, by: AgentId): Promise<DeskSettings>;
  /** Cases keep the label's id, which is shown nowhere any more. */
  removeLabel(id: string, by: AgentId): Promise<DeskSettings>;
  removeMacro(id: string, by: AgentId): Promise<DeskSettings>;
  removeRule(id: string, by: AgentId): Promise<DeskSettings>;
  /** Replaces the absence of its person, and forgets those that have ended. */
  keepAbsence(absence: Absence, by: AgentId): Promise<DeskSettings>;
  /** Ends the absence of a person; without one nothing is recorded. */
  endAbsence(agent: AgentId, by: AgentId): Promise<DeskSettings>;
  /** Sends somebody the figures of the board from now on, at this pace. The same again changes nothing. */
  keepBoardMail(mail: BoardMail, by: AgentId): Promise<DeskSettings>;
  /** Sends them no more; without them nothing is recorded. */
  endBoardMail(agent: AgentId, by: AgentId): Promise<DeskSettings>;
  /** Sets how many citizens may wait for a person. The same again changes nothing. */
  keepCapacity(capacity: Capacity, by: AgentId): Promise<DeskSettings>;
}

const nothing: DeskSettings = { labels: [], macros: [], rules: [], absences: [], boardMails: [], capacities: [] };

export function createDeskSettings({
  tenant,
  records,
}: {
  tenant: string;
  records: Pick<RecordLog, 'append' | 'newest'>;
}): DeskSettingsLog {
  const stream = { tenant, account: '(staff)', name: 'desk settings' };

  async function change(
    event: Omit<DeskSettingsEvent, 'type'>,
    next: (before: DeskSettings) => Partial<DeskSettings> | null,
  ): Promise<DeskSettings> {
    const appended = await records.append<DeskSettingsRecord>(stream, '', (state) => {
      const before = state === null ? nothing : settingsIn(state);
      const changed = next(before);
      if (changed === null) return null;
      const after = { ...before, ...changed };
      const { labels, macros, rules } = after;
      if ([labels, macros, rules].some((list) => list.length > maxEach))
        throw new CodedError('input.invalid', `There are at most ${maxEach} of them. Remove one that nobody uses.`);
      return {
        events: [{ type: 'desk.changed', ...event }],
        state: { record: 'desk-settings', shape: 1, ...after },
      };
    });
    return appended === null ? read() : settingsIn(appended.state);
  }

  async function read(): Promise<DeskSettings> {
    const known = await records.newest<DeskSettingsRecord>(stream);
    return known === null ? nothing : settingsIn(known.state);
  }

  const kept = (what: DeskSettingsEvent['what'], id: string, by: AgentId) => ({ by, what, id, removed: false });
  const removed = (what: DeskSettingsEvent['what'], id: string, by: AgentId) => ({ by, what, id, removed: true });
  return {
    read,
    keepLabel: (label, by) => change(kept('label', label.id, by), ({ labels }) => ({ labels: withOne(labels, label) })),
    keepMacro: (macro, by) => change(kept('macro', macro.id, by), ({ macros }) => ({ macros: withOne(macros, macro) })),
    keepRule: (rule, by) => change(kept('rule', rule.id, by), ({ rules }) => ({ rules: withOne(rules, rule) })),
    putRuleFirst: (id, by) =>
      change(kept('rule', id, by), ({ rules }) => ({
        rules: [...rules.filter((each) => each.id === id), ...without(rules, id)],
      })),
    removeLabel: (id, by) => change(removed('label', id, by), ({ labels }) => ({ labels: without(labels, id) })),
    removeMacro: (id, by) => change(removed('macro', id, by), ({ macros }) => ({ macros: without(macros, id) })),
    removeRule: (id, by) => change(removed('rule', id, by), ({ rules }) => ({ rules: without(rules, id) })),
    keepAbsence: (absence, by) =>
      change(kept('absence', absence.agent, by), ({ absences }) => ({
        absences: [...others(absences, absence.agent).filter(({ until }) => until > absence.since), absence],
      })),
    endAbsence: (agent, by) =>
      change(removed('absence', agent, by), ({ absences }) =>
        absences.some((each) => each.agent === agent) ? { absences: others(absences, agent) } : null,
      ),
    keepBoardMail: (mail, by) =>
      change(kept('board-mail', mail.agent, by), ({ boardMails }) =>
        boardMails.some(({ agent, pace }) => agent === mail.agent && pace === mail.pace)
          ? null
          : { boardMails: [...others(boardMails, mail.agent), mail] },
      ),
    endBoardMail: (agent, by) =>
      change(removed('board-mail', agent, by), ({ boardMails }) =>
        boardMails.some((each) => each.agent === agent) ? { boardMails: others(boardMails, agent) } : null,
      ),
    keepCapacity: (capacity, by) =>
      change(kept('capacity', capacity.agent, by), ({ capacities }) =>
        capacityOf(capacities, capacity.agent) === capacity.waiting
          ? null
          : { capacities: [...others(capacities, capacity.agent), capacity] },
      ),
  };
}

const settingsIn = (known: Omit<DeskSettingsRecord, 'record' | 'shape'>): DeskSettings => ({
  labels: known.labels,
  macros: known.macros,
  rules: known.rules ?? [],
  absences: known.absences ?? [],
  boardMails: known.boardMails ?? [],
  capacities: known.capacities ?? [],
});

const others = <T extends { readonly agent: AgentId }>(list: readonly T[], agent: AgentId): readonly T[] =>
  list.filter((each) => each.agent !== agent);

const without = <T extends { readonly id: string }>(list: readonly T[], id: string): readonly T[] =>
  list.filter((each) => each.id !== id);

function withOne<T extends { readonly id: string }>(list: readonly T[], one: T): readonly T[] {
  const isKnown = list.some(({ id }) => id === one.id);
  return isKnown ? list.map((each) => (each.id === one.id ? one : each)) : [...list, one];
}
