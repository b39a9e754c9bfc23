import type { AgentId } from '../model/agent.ts';
import type { CaseLabel, DeskSettings, DeskSettingsRecord, Macro } from '../model/desk/deskSettings.ts';
import { CodedError } from '../model/errors.ts';
import type { RecordLog } from './recordLog.ts';

/** Most labels, and most macros, of a council. */
const maxEach = 50;

/** What supervisors made for the work at the counter; every change is recorded with its author. */
export interface DeskSettingsLog {
  read(): Promise<DeskSettings>;
  /** Adds a label, or replaces the one with its id. @throws {CodedError} `input.invalid` where there are too many */
  keepLabel(label: CaseLabel, by: AgentId): Promise<DeskSettings>;
  keepMacro(macro: Macro, by: AgentId): Promise<DeskSettings>;
  /** Cases keep the label's id, which is shown nowhere any more. */
  removeLabel(id: string, by: AgentId): Promise<DeskSettings>;
  removeMacro(id: string, by: AgentId): Promise<DeskSettings>;
}

const nothing: DeskSettings = { labels: [], macros: [] };

export function createDeskSettings({
  tenant,
  records,
}: {
  tenant: string;
  records: Pick<RecordLog, 'append' | 'newest'>;
}): DeskSettingsLog {
  const stream = { tenant, account: '(staff)', name: 'desk settings' };

  async function change(
    event: { readonly by: AgentId; readonly what: 'label' | 'macro'; readonly id: string; readonly removed: boolean },
    next: (before: DeskSettings) => DeskSettings,
  ): Promise<DeskSettings> {
    const appended = await records.append<DeskSettingsRecord>(stream, '', (state) => {
      const { labels, macros } = next(state ?? nothing);
      if (labels.length > maxEach || macros.length > maxEach)
        throw new CodedError('input.invalid', `There are at most ${maxEach} of them. Remove one that nobody uses.`);
      return {
        events: [{ type: 'desk.changed', ...event }],
        state: { record: 'desk-settings', shape: 1, labels, macros },
      };
    });
    return appended === null ? read() : settingsIn(appended.state);
  }

  async function read(): Promise<DeskSettings> {
    const known = await records.newest<DeskSettingsRecord>(stream);
    return known === null ? nothing : settingsIn(known.state);
  }

  return {
    read,
    keepLabel: (label, by) =>
      change({ by, what: 'label', id: label.id, removed: false }, ({ labels, macros }) => ({
        labels: withOne(labels, label),
        macros,
      })),
    keepMacro: (macro, by) =>
      change({ by, what: 'macro', id: macro.id, removed: false }, ({ labels, macros }) => ({
        labels,
        macros: withOne(macros, macro),
      })),
    removeLabel: (id, by) =>
      change({ by, what: 'label', id, removed: true }, ({ labels, macros }) => ({
        labels: labels.filter((each) => each.id !== id),
        macros,
      })),
    removeMacro: (id, by) =>
      change({ by, what: 'macro', id, removed: true }, ({ labels, macros }) => ({
        labels,
        macros: macros.filter((each) => each.id !== id),
      })),
  };
}

const settingsIn = ({ labels, macros }: DeskSettings): DeskSettings => ({ labels, macros });

function withOne<T extends { readonly id: string }>(list: readonly T[], one: T): readonly T[] {
  const isKnown = list.some(({ id }) => id === one.id);
  return isKnown ? list.map((each) => (each.id === one.id ? one : each)) : [...list, one];
}
