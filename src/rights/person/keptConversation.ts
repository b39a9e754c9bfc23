import { hideKeys } from '../../core/cases/caseLinks.ts';
import { isMailAddress, type Subscription } from '../../core/model/announcements/subscription.ts';
import { type CaseCode, type CaseState, isHeld } from '../../core/model/case.ts';
import { type Commit, isRecord, type SealedContent } from '../../core/model/commit.ts';
import { addressText } from '../../core/model/contact/contact.ts';
import { upToDate } from '../../core/model/conversation.ts';
import { reportLines, textOf } from '../../core/model/message.ts';
import type {
  KeptConversation,
  KeptDevice,
  KeptMessage,
  KeptSubscription,
  PersonalCase,
} from '../../core/model/rights/personalData.ts';
import { internalNoteOf } from '../../core/model/staffCommand.ts';
import type { Sealer } from '../../core/ports/sealer.ts';

/** Everything that is kept of a conversation, from its commits in order. */
export async function keptOf(
  commits: readonly Commit[],
  { open, withNotes }: { readonly open: Sealer['open']; readonly withNotes: boolean },
): Promise<KeptConversation> {
  const messages: KeptMessage[] = [];
  const devices: KeptDevice[] = [];
  const answers = new Map<CaseCode, Record<string, string>>();
  const cases = new Map<CaseCode, CaseState>();
  let erased = 0;
  let email: string | null = null;
  let notesLeftOut = 0;
  for (const commit of commits) {
    const { state, at, events } = commit;
    if (!isRecord(state)) for (const caseState of upToDate(state).cases) cases.set(caseState.code, caseState);
    const content = await open(commit);
    if (content === null) {
      if (events.some(({ type }) => type === 'message.received' || type === 'case.replied')) erased += 1;
      continue;
    }
    email = isMailAddress(content.address) ? content.address.email : null;
    const isNote = noteIn(content) !== null;
    if (isNote && !withNotes) notesLeftOut += 1;
    messages.push(...messagesOf(content, at, isNote && withNotes ? noteIn(content) : null));
    const { device, statement } = content;
    if (device !== undefined) devices.push({ at, service: new URL(device.endpoint).origin });
    if (statement !== undefined) messages.push({ at, from: statement.kind, text: statement.text, files: [] });
    const { collected } = content;
    if (collected !== undefined) {
      const values = Object.entries(collected.slots).map(([name, { text, value }]) => [name, text || value]);
      answers.set(collected.case, { ...answers.get(collected.case), ...Object.fromEntries(values) });
    }
  }
  const [first] = commits;
  const last = commits.at(-1);
  if (first === undefined || last === undefined || isRecord(last.state)) throw new Error('an empty conversation');
  const newest = upToDate(last.state);
  return {
    id: last.conversation,
    account: last.account,
    startedAt: first.at,
    newest: last.revision,
    language: newest.language?.locale ?? null,
    messages,
    devices,
    subscription: keptSubscription(newest.subscription ?? null, email),
    erased,
    notesLeftOut,
    cases: [...cases.values()].map((each) => keptCase(each, answers.get(each.code) ?? {})),
    isHeld: [...cases.values()].some(isHeld),
    isRestricted: (newest.restricted ?? null) !== null,
    isOwnRestriction: newest.restricted?.by === null,
  };
}

function keptSubscription(subscription: Subscription | null, email: string | null): KeptSubscription | null {
  if (subscription === null) return null;
  const { since, state, alerts, neighbourhood, pace, sent } = subscription;
  return { since, state, alerts, neighbourhood, pace, email, sent: sent.length };
}

/** What staff noted, in a case or about its person; null: nothing. */
function noteIn({ command }: { readonly command?: SealedContent['command'] | undefined }): string | null {
  if (command === undefined) return null;
  return command.kind === 'contact-note' ? command.text : internalNoteOf(command);
}

function messagesOf(
  { inbound, addition, updatesTo, subscriber, command, outbound }: SealedContent,
  at: number,
  note: string | null,
): readonly KeptMessage[] {
  const said = [inbound, addition?.inbound ?? null].filter((each) => each !== null);
  const isStaff = command?.kind === 'reply' || command?.kind === 'give-entry';
  return [
    ...said.map((each): KeptMessage => {
      const files = each.content.kind === 'files' ? each.content.files : [];
      const besides = each.report === undefined ? [] : reportLines(each.report);
      return { at, from: 'person', text: [textOf(each), ...besides].join('\n'), files };
    }),
    ...(updatesTo === undefined ? [] : [{ at, from: 'person' as const, text: addressText(updatesTo), files: [] }]),
    ...(subscriber === undefined ? [] : [{ at, from: 'person' as const, text: subscriber.email, files: [] }]),
    ...(note === null ? [] : [{ at, from: 'note' as const, text: note, files: [] }]),
    // A key would open a case to those who find the copy.
    ...outbound.map(({ text, files }): KeptMessage => {
      return { at, from: isStaff ? 'staff' : 'assistant', text: hideKeys(text), files };
    }),
  ];
}

function keptCase(caseState: CaseState, answers: Readonly<Record<string, string>>): PersonalCase {
  const { code, kind, department, openedAt, closed, rating } = caseState;
  return {
    code,
    kind,
    department,
    openedAt,
    closedAt: closed?.at ?? null,
    outcome: closed?.reason ?? null,
    rating,
    answers,
  };
}
