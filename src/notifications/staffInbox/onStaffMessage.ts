import type { RecordLog } from '../../core/journal/recordLog.ts';
import type { Agent, StaffDirectory } from '../../core/model/agent.ts';
import { type CaseCode, caseCloseReasons } from '../../core/model/case.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { StaffThreadRecord, StrangerRecord, ThreadOfRecord } from '../../core/model/records.ts';
import type { StaffAct, StaffDeed } from '../../core/model/staffCommand.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import type { StaffInbox, StaffWords } from '../../core/ports/staffInbox.ts';
import type { DepartmentWords } from '../email/emailSender.ts';
import { fill, wordsIn } from '../strings.ts';
import { type StaffPlace, strangerPlace, threadOfPlace, threadPlace } from './inboxAccounts.ts';
import { agentsIn, departmentNamed } from './mentions.ts';
import { readWish, type StaffWish } from './parseCommand.ts';

/** Keys of deeds that are remembered of each thread: what it has not shown by then never comes. */
const mostOwn = 100;
/** Refusals that are told to whoever wrote; anything else is taken again when the platform brings it again. */
const told = ['case.taken', 'case.moved', 'case.closed', 'case.step', 'case.unknown', 'auth.refused'] as const;

export interface StaffMessageDeps {
  readonly places: (tenant: string) => readonly StaffPlace[];
  readonly directory: Pick<StaffDirectory, 'list' | 'findOnPlatform'>;
  readonly departments: () => readonly DepartmentWords[];
  /** Whether somebody may see a case: being in the place is not enough. */
  readonly sees: (agent: Agent, code: CaseCode) => Promise<boolean>;
  readonly act: (act: StaffAct) => Promise<{ readonly duplicate: boolean }>;
  readonly records: Pick<RecordLog, 'append' | 'newest'>;
  readonly sealer: Pick<Sealer, 'inboundKey'>;
}

/** Makes what takes the words of staff from a place of their own. */
export function createHear(deps: StaffMessageDeps): StaffInbox['hear'] {
  const { places, directory, departments, records, sealer } = deps;

  async function stranger({ tenant, place, person }: StaffWords, locale: Locale): Promise<string | null> {
    const isNew = await records.append<StrangerRecord>(strangerPlace(tenant, place, person), '', (known) =>
      known === null ? { events: [], state: { record: 'stranger', shape: 1 } } : null,
    );
    return isNew === null ? null : fill(wordsIn(locale).inbox.stranger, { id: person });
  }

  async function threadOf({ tenant, place }: StaffWords, thread: string): Promise<StaffThreadRecord | null> {
    const owner = await records.newest<ThreadOfRecord>(threadOfPlace(tenant, place, thread));
    if (owner === null) return null;
    const known = await records.newest<StaffThreadRecord>(threadPlace(tenant, place, owner.state.case));
    return known?.state.thread === thread && !known.state.removed ? known.state : null;
  }

  /** What is to be done; null: who or what is meant is not known. */
  async function deedOf(wish: StaffWish, tenant: string): Promise<StaffDeed | null> {
    switch (wish.kind) {
      case 'reply':
        return { kind: 'reply', text: wish.text, files: [] };
      case 'note': {
        const mentions = agentsIn(wish.text, await directory.list(tenant)).map(({ id }) => id);
        return { kind: 'note', text: wish.text, mentions };
      }
      case 'take':
        return { kind: 'take' };
      case 'handback':
        return { kind: 'hand-back' };
      case 'close':
        return { kind: 'close', reason: wish.reason };
      case 'transfer': {
        if (!wish.to.startsWith('@')) {
          const department = departmentNamed(wish.to, departments());
          return department === null ? null : { kind: 'assign', to: { department } };
        }
        const [agent, another] = agentsIn(wish.to, await directory.list(tenant));
        return agent === undefined || another !== undefined ? null : { kind: 'assign', to: { agent: agent.id } };
      }
      default:
        return null;
    }
  }

  /** Does it; what comes from the thread itself need not be shown there. */
  async function runSideEffect(
    words: StaffWords,
    thread: StaffThreadRecord,
    by: Agent,
    deed: StaffDeed,
  ): Promise<boolean> {
    const { tenant, place, id: message } = words;
    const { case: code, conversation, shown: seen } = thread;
    const id = `inbox ${place} ${thread.thread} ${message}`;
    const key = sealer.inboundKey(`${conversation} staff`, id);
    await records.append<StaffThreadRecord>(threadPlace(tenant, place, code), '', (known) =>
      known === null || known.own.includes(key)
        ? null
        : { events: [{ type: 'thread.heard', code }], state: { ...known, own: [...known.own, key].slice(-mostOwn) } },
    );
    const { duplicate } = await deps.act({ id, tenant, conversation, case: code, by: by.id, deed, seen });
    return !duplicate;
  }

  return async (words) => {
    const { tenant, place, channel, person, thread } = words;
    const locale = places(tenant).find(({ name }) => name === place)?.locale ?? 'ca';
    const { inbox } = wordsIn(locale);
    const agent = await directory.findOnPlatform(tenant, channel, person);
    if (!agent?.active) return stranger(words, locale);
    // Outside of the threads of cases colleagues talk among themselves.
    const known = thread === null ? null : await threadOf(words, thread);
    if (known === null) return null;
    if (words.hasFiles) return inbox.filesOnly;
    if (words.text.trim() === '') return null;
    const wish = readWish(words.text);
    const reasons = caseCloseReasons.join(', ');
    const help = fill(inbox.help, { reasons });
    if (wish.kind === 'aside') return null;
    if (wish.kind === 'help') return help;
    if (wish.kind === 'unclear') return fill(inbox[wish.why], { help, reasons });
    if (!(await deps.sees(agent, known.case))) return inbox.failed['case.unknown'];
    const deed = await deedOf(wish, tenant);
    if (deed === null) {
      const names = departments().map(({ id }) => id);
      return fill(inbox.noTarget, { departments: names.join(', ') });
    }
    try {
      const isNew = await runSideEffect(words, known, agent, deed);
      return wish.kind === 'reply' || !isNew ? null : inbox.done[wish.kind];
    } catch (error) {
      const code = error instanceof CodedError ? told.find((each) => each === error.code) : undefined;
      if (code !== undefined) return inbox.failed[code];
      // The citizen's account is off: whoever wrote must know that nothing went out.
      if (error instanceof CodedError && error.code === 'account.off') return inbox.failed.other;
      throw error;
    }
  };
}
