import { showCode } from '../../journal/transferCode.ts';
import { newConversation } from '../../model/conversation.ts';
import type { ParsedCommand } from '../../model/parsedCommand.ts';
import { applyProtocol, expectPerson } from '../applyProtocol.ts';
import { citizenWrote, reportOpen } from '../openCase.ts';
import { languageChoices } from '../replies/choices.ts';
import { inviteToPrivate, isPublic } from '../replies/private.ts';
import { personFor } from '../replies/receipt.ts';
import { say, sayText } from '../replies/say.ts';
import { type Middleware, remember, type Turn } from '../turnDraft.ts';
import { welcome } from './greet.ts';
import { concerns, performAlerts } from './subscriptions.ts';

/** Commands about a person's own conversation, which others need not read. */
const alerts: readonly ParsedCommand[] = ['alerts', 'stop-alerts', 'pause-alerts', 'resume-alerts'];
const personal: readonly ParsedCommand[] = ['my-data', 'receipt', 'erase', ...alerts];

/** Runs a command, where the message is exactly one. */
export const runCommand: Middleware = (turn, next) => {
  const command = turn.input.knowledge.command(turn.text);
  if (command === null || !concerns(turn, command)) next();
  else performCommand(turn, command);
};

/** Gives out the code by which the conversation continues in another channel, and says where that may be. */
function offerMove(turn: Turn): void {
  const { translate, account, issueCode } = turn.input;
  const code = issueCode();
  turn.sideEffects.push({ type: 'offer-transfer-code', boundTo: null });
  const links = account.links.others.map(({ name, start }) => `- [${name}](${start.replace('{code}', code)})`);
  const text = translate('move', turn.locale, { code: showCode(code) });
  sayText(turn, [text, ...(links.length > 0 ? [links.join('\n')] : [])].join('\n\n'), ['command:help']);
}

/** What is kept of the conversation, and where to see, save and erase all of it. */
function showOwnData(turn: Turn): void {
  const { translate, dataLink } = turn.input;
  const choices = ['command:erase', 'command:privacy'];
  const kept = translate('myData', turn.locale, {});
  if (dataLink === undefined) return sayText(turn, kept, choices);
  sayText(turn, [kept, translate('myDataLink', turn.locale, { url: dataLink() })].join('\n\n'), choices);
}

/** Where the person saves the proof of an answer, which anybody can check without the council. */
function offerReceipt(turn: Turn): void {
  const { translate, receiptLink } = turn.input;
  if (receiptLink === undefined) return say(turn, 'receiptOff', ['command:my-data']);
  // Nothing was said yet that could be proven.
  if (turn.input.revision <= 1) return say(turn, 'receiptNone', ['command:help']);
  sayText(turn, translate('receiptLink', turn.locale, { url: receiptLink() }), []);
}

/** Passes the person to staff, and says how else to reach them. */
export function askForPerson(turn: Turn, department: string | null): void {
  const { translate } = turn.input;
  if (askForPersonIn(turn, department)) return;
  const known = { department, traits: [], lead: null, url: null, isSaid: false };
  applyProtocol(turn, { kind: 'person', offered: [], ...known });
  if (!isPublic(turn)) sayText(turn, translate('person', turn.locale, {}), ['command:help']);
}

/** Has a person of those who handle the report that is open answer it: a second case would say nothing of it. False: none is. */
function askForPersonIn(turn: Turn, department: string | null): boolean {
  const own = isPublic(turn) ? undefined : reportOpen(turn);
  if (own === undefined || own.kind === 'person' || own.kind === 'emergency') return false;
  if (department !== null && department !== own.department) return false;
  // Who has asked about something else meanwhile wants a person for that.
  const spokenOf = turn.state.dialogue.focus[0]?.entry;
  if (own.about !== undefined && spokenOf !== undefined && spokenOf !== own.about) return false;
  const awaited = expectPerson(turn, own);
  citizenWrote(turn, awaited);
  remember(turn, { did: 'passed-on' });
  sayText(turn, personFor(turn, awaited), []);
  sayText(turn, turn.input.translate('person', turn.locale, {}), ['command:help']);
  return true;
}

/** Runs a command, whichever way the person gave it. */
export function performCommand(turn: Turn, command: ParsedCommand): void {
  turn.events.push({ type: 'command.run', command });
  if (isPublic(turn) && personal.includes(command)) return inviteToPrivate(turn, 'my-data', 'personalTopic');
  switch (command) {
    case 'help':
      return say(turn, 'help', [
        'command:person',
        'command:alerts',
        'command:language',
        'command:move',
        'command:my-data',
        'command:privacy',
      ]);
    case 'language':
      return say(turn, 'language', languageChoices);
    case 'person':
      return askForPerson(turn, null);
    case 'restart':
      turn.state = {
        ...newConversation(turn.input.now),
        startedAt: turn.state.startedAt,
        language: turn.state.language,
        pace: turn.state.pace,
        // Restarting forgets the dialogue, but not the open cases.
        cases: turn.state.cases,
        takeover: turn.state.takeover,
        breaches: turn.state.breaches,
        surveys: turn.state.surveys ?? [],
        subscription: turn.state.subscription ?? null,
        subscribedAt: turn.state.subscribedAt ?? null,
        reminders: turn.state.reminders ?? [],
        ...(turn.state.contactNotes === undefined ? {} : { contactNotes: turn.state.contactNotes }),
      };
      return welcome(turn);
    case 'privacy':
      return say(turn, 'privacy', ['command:my-data']);
    case 'my-data':
      return showOwnData(turn);
    case 'receipt':
      return offerReceipt(turn);
    case 'move':
      return offerMove(turn);
    case 'erase':
      return say(turn, 'confirmErase', ['erase:yes', 'erase:no']);
    case 'alerts':
    case 'stop-alerts':
    case 'pause-alerts':
    case 'resume-alerts':
      return performAlerts(turn, command);
  }
}
