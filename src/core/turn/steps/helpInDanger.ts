import { meaningOf } from '../../dialogue/choice.ts';
import { withFocus } from '../../dialogue/entriesInFocus.ts';
import { isOneOf } from '../../flows/readSlot.ts';
import { isPlainNo, saysHarm, saysOnlyHarmless } from '../../flows/risk.ts';
import { readCode } from '../../journal/transferCode.ts';
import type { ConversationState } from '../../model/conversation.ts';
import type { DangerHelp } from '../../model/danger.ts';
import { slotOf, stepOf } from '../../model/flow.ts';
import { applyProtocol } from '../applyProtocol.ts';
import { limitsOf } from '../evidence.ts';
import { asksRisk } from '../flows/besides.ts';
import { answerEntry, mayBeGiven } from '../replies/answerEntry.ts';
import { dangerText, noteDanger } from '../replies/dangerText.ts';
import { isPublic } from '../replies/private.ts';
import { appendText, offerQuickExit, sayText } from '../replies/say.ts';
import { type Middleware, remember, type Turn } from '../turnDraft.ts';
import { stayWithDanger } from './converse.ts';
import { introduceOnce } from './greet.ts';
import { sayWhatIsMissing } from './sayNotKept.ts';
import { isAfraid, standByAlarm } from './standBy.ts';

/**
 * Says whom to call before anything else, and alerts staff. Only a choice or an exact command goes first: "ajuda" asks
 * for the menu.
 */
export const helpInDanger: Middleware = (turn, next) => {
  const { danger } = turn.input.understanding;
  const isAlarm = danger.level === 'alarm' && isOwnWords(turn);
  if (danger.level !== 'none' && isOwnWords(turn)) noteDanger(turn);
  if (!isAlarm || danger.help === null) return next();
  // Who only goes on about what was told just before knows whom to call.
  if (goesOnAbout(turn, danger.whom)) {
    if (stayWithDanger(turn)) return;
  }
  sayText(turn, dangerText(turn, danger.help.alarm, danger.help.line), []);
  if (danger.help.quickExit) offerQuickExit(turn);
  applyProtocol(turn, {
    kind: 'emergency',
    department: null,
    traits: [],
    lead: null,
    offered: [],
    url: null,
    isSaid: true,
  });
  sayAlerted(turn);
  // Fear below an answer about danger is of that danger, whatever else those words may be about.
  if (!isPublic(turn) && turn.state.takeover === null && !standByAlarm(turn)) answerBesides(turn);
  focusOn(turn, danger.help.entry);
  // What comes next is likely to be about the same danger.
  if (danger.whom !== null) remember(turn, { did: 'warned', whom: danger.whom });
  sayWhatIsMissing(turn);
  introduceOnce(turn, 'behind');
};

/** Begins an ordinary reply with the emergency number, where there may be danger. */
export const leadWithNumber: Middleware = (turn, next) => {
  const { state: before } = turn;
  next();
  const { danger } = turn.input.understanding;
  const [first, ...rest] = turn.outbound;
  if (danger.level !== 'possible' || danger.help === null || first === undefined || !isOwnWords(turn)) return;
  const help = helpNamed(turn) ?? danger.help;
  const { line } = help;
  if (isSteering(turn) || isAside(turn, before) || first.text.includes(line[turn.locale] ?? '\n\n\n')) return;
  if (saysWhomToCall(turn, help)) return;
  const text = `${dangerText(turn, line, line)}\n\n${first.text}`;
  turn.outbound.splice(0, turn.outbound.length, { ...first, text }, ...rest);
};

/** Whether the reply, where the doubt is not much more than even, tells itself when to call: "if the person died at home, call 112". */
function saysWhomToCall({ input, outbound }: Turn, { number }: DangerHelp): boolean {
  const { rule, probability } = input.understanding.danger;
  if (rule !== null || probability >= input.knowledge.thresholds.dangerNamed) return false;
  return outbound.some(({ text }) => text.includes(`(tel:${number.replaceAll(' ', '')})`));
}

/**
 * Whom to call for the danger that an entry is about which a message is likely to mean, where no more is known of the danger:
 * "I don't want to be here any more, can I talk to someone" gets the helpline, whatever else comes of it.
 */
function helpNamed({ input }: Turn): DangerHelp | null {
  const { danger, topics } = input.understanding;
  if (danger.help?.entry !== undefined) return null;
  const { clarify } = input.knowledge.thresholds.topics[input.understanding.voice];
  for (const { entry, confidence } of topics) {
    const help = confidence < clarify ? null : (input.knowledge.helpAbout?.(entry) ?? null);
    if (help !== null) return help;
  }
  return null;
}

/** Says at once that staff were alerted, where they were: the case is theirs to see, and its code the person's. */
function sayAlerted(turn: Turn): void {
  const opened = turn.events.find((event) => event.type === 'case.opened');
  if (opened === undefined || isPublic(turn) || turn.foreign !== null) return;
  appendText(turn, turn.input.translate('alerted', turn.locale, { code: opened.case }));
}

/** Whether a message goes on about the same danger, or is afraid, and tells of nothing new that happens. */
function goesOnAbout(turn: Turn, whom: string | null): boolean {
  const { last } = turn.state.dialogue;
  if (last?.did !== 'warned' || (whom !== last.whom && whom !== 'general')) return false;
  const [act] = turn.input.understanding.acts;
  return isAfraid(turn) || (act?.act === 'follow' && turn.input.understanding.danger.rule === null);
}

/** What is asked next is asked about the danger, where an entry is about that. */
function focusOn(turn: Turn, id: string | undefined): void {
  const { dialogue } = turn.state;
  if (id === undefined || dialogue.focus[0]?.entry === id || turn.input.knowledge.entry(id) === undefined) return;
  turn.state = { ...turn.state, dialogue: withFocus(dialogue, { entry: id, aspect: null }) };
}

/** Whether the text is the person's own, and more than a command. */
function isOwnWords(turn: Turn): boolean {
  const { knowledge, transfer, inbound } = turn.input;
  if (transfer !== null || knowledge.command(inbound.content.kind === 'start' ? '' : inbound.content.text) !== null)
    return false;
  return turn.chosen === null || meaningOf(turn.chosen) === null;
}

/**
 * Whether a message goes on about something harmless that was answered, or answers a question of a flow, and the doubt is less
 * than even: "he is from Morocco", below getting married. What people say first is weighed on its own.
 */
function isAside(turn: Turn, { dialogue, flow }: ConversationState): boolean {
  const { input } = turn;
  const { danger } = input.understanding;
  const [entry] = dialogue.focus.map((focus) => input.knowledge.entry(focus.entry));
  const isHarmless = flow !== null || (entry !== undefined && !entry.sensitive && dialogue.last?.did !== 'warned');
  const { dangerBesides, dangerNamed } = input.knowledge.thresholds;
  if (danger.rule !== null) return false;
  // It is the answer to whether anybody may be hurt where something was reported.
  if (flow?.case && (saysOnlyHarmless(turn.text) || deniesRisk(turn, flow.step))) return true;
  return (
    (isHarmless && danger.probability < dangerBesides) || (namesHarmless(turn) && danger.probability < dangerNamed)
  );
}

/** Whether a message answers no to the question whether somebody may be hurt, and tells nothing of somebody who may. */
function deniesRisk({ text, input: { flow, knowledge } }: Turn, id: string): boolean {
  const definition = flow?.definition;
  const step = definition === undefined ? undefined : stepOf(definition, id);
  const slot = definition === undefined || step?.kind !== 'collect' ? undefined : slotOf(definition, step.slot);
  if (definition === undefined || slot === undefined || !asksRisk(definition, slot)) return false;
  return isPlainNo(text, knowledge.flows.words.no) && !saysHarm(text);
}

/** Whether a complaint as good as names a service about which there is nothing to be afraid of: "I am fed up" is no fear. */
function namesHarmless({ input }: Turn): boolean {
  const { kind, confidence } = input.understanding.kind;
  if (kind !== 'complaint' || confidence < input.knowledge.thresholds.kind) return false;
  const [best] = input.understanding.topics;
  const entry = input.knowledge.entry(best?.entry ?? '');
  const isNamed = (best?.confidence ?? 0) >= input.knowledge.thresholds.statedKind;
  return isNamed && entry?.kind === 'faq' && !entry.sensitive && !entry.personal;
}

/** Whether the text only steers a flow, or is a code. */
function isSteering({ input, text }: Turn): boolean {
  const { cancel, skip, yes, no } = input.knowledge.flows.words;
  return [cancel, skip, yes, no].some((words) => isOneOf(text, words)) || readCode(text) !== null;
}

/** Answers a common question as well, if the alarm may have been a mistake. */
function answerBesides(turn: Turn): void {
  const { knowledge } = turn.input;
  const { topics } = turn.input.understanding;
  const [best] = topics;
  const entry = best !== undefined && best.confidence >= limitsOf(turn).sure ? knowledge.entry(best.entry) : undefined;
  // An entry that is not given would open a second case next to the alarm's.
  if (entry?.kind !== 'faq' || !mayBeGiven(turn, entry)) return;
  turn.events.push({ type: 'question.understood', knowledge: knowledge.version, ranked: topics });
  answerEntry(turn, entry.id);
}
