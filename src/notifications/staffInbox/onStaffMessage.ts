import type { RecordLog } from '../../core/journal/recordLog.ts';
import type { Agent, StaffDirectory } from '../../core/model/agent.ts';
import { type CaseCode, caseCloseReasons } from '../../core/model/case.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { StaffThreadRecord, ThreadOfRecord, UnknownSenderRecord } from '../../core/model/records.ts';
import type { CommandEnvelope, StaffCommand } from '../../core/model/staffCommand.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import type { OnStaffMessage, StaffMessage } from '../../core/ports/staffInbox.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import type { EmailDepartmentNames } from '../email/emailSender.ts';
import { stringsIn } from '../strings.ts';
import { agentsIn, departmentNamed } from './agentsIn.ts';
import { type StaffInboxAccount, threadOwnerStream, threadStream, unknownSenderStream } from './inboxAccounts.ts';
import { type InboxCommand, parseInboxCommand } from './parseCommand.ts';

/** Number of command keys remembered for each thread; anything that it has not shown by then never will be. */
const maxOwn = 100;
/** Refusals that are answered in the thread; any other error makes the platform deliver the message again. */
const deliveries = ['case.taken', 'case.moved', 'case.closed', 'case.step', 'case.unknown', 'auth.refused'] as const;

export interface StaffMessageDeps {
  readonly inboxAccounts: (tenant: string) => readonly StaffInboxAccount[];
  readonly directory: Pick<StaffDirectory, 'list' | 'findOnPlatform'>;
  readonly departments: () => readonly EmailDepartmentNames[];
  /** Whether a person may see a case: membership in the inbox is not enough. */
  readonly sees: (agent: Agent, code: CaseCode) => Promise<boolean>;
  readonly handleCommand: (handleCommand: CommandEnvelope) => Promise<{ readonly duplicate: boolean }>;
  readonly records: Pick<RecordLog, 'append' | 'newest'>;
  readonly sealer: Pick<Sealer, 'inboundKey'>;
}

/** Creates the handler of messages from a staff inbox. */
export function createOnStaffMessage(deps: StaffMessageDeps): OnStaffMessage {
  const { inboxAccounts, directory, departments, records, sealer } = deps;

  async function unknownSender({ tenant, inbox, person }: StaffMessage, locale: Locale): Promise<string | null> {
    const isNew = await records.append<UnknownSenderRecord>(unknownSenderStream(tenant, inbox, person), '', (known) =>
      known === null ? { events: [], state: { record: 'unknown-sender', shape: 1 } } : null,
    );
    return isNew === null ? null : interpolate(stringsIn(locale).inbox.unknownSender, { id: person });
  }

  async function threadOf({ tenant, inbox }: StaffMessage, thread: string): Promise<StaffThreadRecord | null> {
    const owner = await records.newest<ThreadOfRecord>(threadOwnerStream(tenant, inbox, thread));
    if (owner === null) return null;
    const known = await records.newest<StaffThreadRecord>(threadStream(tenant, inbox, owner.state.case));
    return known?.state.thread === thread && !known.state.removed ? known.state : null;
  }

  /** The command to run; null: its person or object is unknown. */
  async function commandOf(inboxCommand: InboxCommand, tenant: string): Promise<StaffCommand | null> {
    switch (inboxCommand.kind) {
      case 'reply':
        return { kind: 'reply', text: inboxCommand.text, files: [] };
      case 'note': {
        const mentions = agentsIn(inboxCommand.text, await directory.list(tenant)).map(({ id }) => id);
        return { kind: 'note', text: inboxCommand.text, mentions };
      }
      case 'take':
        return { kind: 'take' };
      case 'handback':
        return { kind: 'hand-back' };
      case 'close':
        return { kind: 'close', reason: inboxCommand.reason };
      case 'transfer': {
        if (!inboxCommand.to.startsWith('@')) {
          const department = departmentNamed(inboxCommand.to, departments());
          return department === null ? null : { kind: 'assign', to: { department } };
        }
        const [agent, another] = agentsIn(inboxCommand.to, await directory.list(tenant));
        return agent === undefined || another !== undefined ? null : { kind: 'assign', to: { agent: agent.id } };
      }
      default:
        return null;
    }
  }

  /** Runs the command; its result need not be shown in the thread it came from. */
  async function runCommand(
    strings: StaffMessage,
    thread: StaffThreadRecord,
    by: Agent,
    command: StaffCommand,
  ): Promise<boolean> {
    const { tenant, inbox, id: message } = strings;
    const { case: code, conversation, shown: seen } = thread;
    const id = `inbox ${inbox} ${thread.thread} ${message}`;
    const key = sealer.inboundKey(`${conversation} staff`, id);
    await records.append<StaffThreadRecord>(threadStream(tenant, inbox, code), '', (known) =>
      known === null || known.own.includes(key)
        ? null
        : {
            events: [{ type: 'thread.message-received', code }],
            state: { ...known, own: [...known.own, key].slice(-maxOwn) },
          },
    );
    const { duplicate } = await deps.handleCommand({ id, tenant, conversation, case: code, by: by.id, command, seen });
    return !duplicate;
  }

  return async (message) => {
    const { tenant, inbox, channel, person, thread } = message;
    const locale = inboxAccounts(tenant).find(({ name }) => name === inbox)?.locale ?? 'ca';
    const { inbox: strings } = stringsIn(locale);
    const agent = await directory.findOnPlatform(tenant, channel, person);
    if (!agent?.active) return unknownSender(message, locale);
    // Outside the threads of cases colleagues talk among themselves.
    const known = thread === null ? null : await threadOf(message, thread);
    if (known === null) return null;
    if (message.hasFiles) return strings.filesOnly;
    if (message.text.trim() === '') return null;
    const inboxCommand = parseInboxCommand(message.text);
    const reasons = caseCloseReasons.join(', ');
    const help = interpolate(strings.help, { reasons });
    if (inboxCommand.kind === 'among-colleagues') return null;
    if (inboxCommand.kind === 'help') return help;
    if (inboxCommand.kind === 'unclear') return interpolate(strings[inboxCommand.why], { help, reasons });
    if (!(await deps.sees(agent, known.case))) return strings.failed['case.unknown'];
    const command = await commandOf(inboxCommand, tenant);
    if (command === null) {
      const names = departments().map(({ id }) => id);
      return interpolate(strings.noTarget, { departments: names.join(', ') });
    }
    try {
      const isNew = await runCommand(message, known, agent, command);
      return inboxCommand.kind === 'reply' || !isNew ? null : strings.done[inboxCommand.kind];
    } catch (error) {
      const code = error instanceof CodedError ? deliveries.find((each) => each === error.code) : undefined;
      if (code !== undefined) return strings.failed[code];
      // The citizen's account is off: the author must know that nothing was sent.
      if (error instanceof CodedError && error.code === 'account.off') return strings.failed.other;
      throw error;
    }
  };
}
