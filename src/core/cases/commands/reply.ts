import { confirmedWays } from '../../model/contact/contact.ts';
import { CodedError } from '../../model/errors.ts';
import type { FileRef } from '../../model/message.ts';
import { withSource } from '../../render/withSource.ts';
import { afterAnswer } from '../agentInactivity.ts';
import {
  type CommandDraft,
  type CommandHandler,
  change,
  happened,
  misstep,
  needOpen,
  sayTextToCitizen,
} from './commandDraft.ts';
import { meet, takeOver, unsnooze } from './takeover.ts';

/** Sends a reply to the citizen. Replying also takes the conversation over. */
export const reply: CommandHandler<'reply'> = (work, { text, files }) => {
  if (text.trim() === '' && files.length === 0) throw misstep('The reply is empty. Write something or add a file.');
  sendAnswer(work, text, files);
};

/** Sends the citizen what a person of the city says. */
export function sendAnswer(work: CommandDraft, text: string, files: readonly FileRef[]): void {
  beginAnswer(work);
  work.state = { ...work.state, offered: [] };
  work.outbound.push({ text, choices: [], files, locale: work.locale, speaker: speakerOf(work) });
  endAnswer(work);
  happened(work, { type: 'case.replied' });
}

/** Sends an FAQ answer, with its source. */
export const giveEntry: CommandHandler<'give-entry'> = (work, command) => {
  const { knowledge, translate } = work.input;
  const entry = knowledge.entry(command.entry);
  if (entry === undefined || entry.kind === 'command') {
    throw misstep('That answer no longer exists. Choose another one, or write it yourself.');
  }
  beginAnswer(work);
  const answer = entry.answer[work.locale].trim();
  sayTextToCitizen(work, withSource(answer, entry, work.locale, translate));
  const last = work.outbound.pop();
  if (last !== undefined) work.outbound.push({ ...last, speaker: speakerOf(work) });
  endAnswer(work);
  happened(work, { type: 'case.entry-given', entry: command.entry });
};

/** Who answers, as the council wants people to be told. */
function speakerOf(work: CommandDraft): string {
  const { agent, knowledge, translate } = work.input;
  const department = knowledge.protocol.department(work.caseState.department, work.locale);
  const signature = knowledge.signature ?? 'team';
  const name = agent?.name.trim().split(/\s+/)[0] ?? '';
  if (signature === 'team' || (signature === 'first-name' && name === ''))
    return translate('speaker.team', work.locale, { department });
  return translate(`speaker.${signature}`, work.locale, { department, name });
}

const answers: readonly string[] = ['case.replied', 'case.noted', 'case.entry-given'];

function beginAnswer(work: CommandDraft): void {
  const { since, code } = work.input;
  needOpen(work);
  // Nobody replies without having seen what a colleague has sent meanwhile. Only this case counts: the agent may not be
  // allowed to see another.
  if (since.some((event) => event.case === code && answers.includes(event.type) && event.by !== work.by)) {
    throw new CodedError(
      'case.moved',
      'A colleague has replied meanwhile. Read their reply, then send yours if it still fits.',
    );
  }
  takeOver(work);
}

/** Milliseconds after an answer within which another one is no news to be told elsewhere. */
const newsMs = 10 * 60_000;

/** Tells the citizen at their addresses and on their devices, where they want that and it is news. */
export function notifyCitizen({ caseState, sideEffects, input }: CommandDraft): void {
  const { code, devices, staffAt } = caseState;
  const isWanted = confirmedWays(caseState).length > 0 || (devices ?? []).length > 0;
  if (!isWanted || (staffAt !== null && input.now - staffAt < newsMs)) return;
  sideEffects.push({ type: 'notify-citizen', case: code });
}

function endAnswer(work: CommandDraft): void {
  notifyCitizen(work);
  unsnooze(work);
  change(work, { staffAt: work.input.now, escalatedTo: afterAnswer(work.caseState) });
  meet(work, 'first');
}
