import { indexCases } from '../../cases/caseDraft.ts';
import { meaningOf } from '../../dialogue/choice.ts';
import { isHeld } from '../../model/case.ts';
import { applyProtocol } from '../applyProtocol.ts';
import { endFlow } from '../flows/flowProgress.ts';
import { answerAspect, answerEntry, answerException } from '../replies/answerEntry.ts';
import { choiceOf } from '../replies/choices.ts';
import { inviteToPrivate, isPublic } from '../replies/private.ts';
import { say } from '../replies/say.ts';
import { leaveUnanswered } from '../replies/unanswered.ts';
import { type Middleware, type Turn, wantFlow } from '../turnDraft.ts';
import { rateCase, reopenCase } from './closedCases.ts';
import { performCommand } from './runCommand.ts';
import { endAlerts } from './subscriptions.ts';

/** Acts on a choice: a button pressed, its number typed, or its label typed. */
export const takeChoice: Middleware = (turn, next) => {
  const value = turn.chosen;
  const meaning = value === null ? null : meaningOf(value);
  // An unknown value may contain anything: it must not reach the events, and its text is read instead.
  if (value === null || meaning === null || choiceOf(turn, value) === null) {
    next();
    return;
  }
  turn.events.push({ type: 'choice.taken', value });
  if (meaning.kind === 'command') performCommand(turn, meaning.command);
  else if (meaning.kind === 'locale') speak(turn, meaning.locale);
  else if (meaning.kind === 'none') leaveUnanswered(turn, 'none-of-these');
  else if (meaning.kind === 'aspect') answerAspect(turn, meaning.id, meaning.aspect);
  else if (meaning.kind === 'exception') answerException(turn, meaning.id, meaning.exception);
  else if (meaning.kind === 'erase' && meaning.confirmed) erase(turn);
  else if (meaning.kind === 'erase') keepContent(turn);
  else if (meaning.kind === 'rate') rateCase(turn, meaning.code, meaning.rating);
  else if (meaning.kind === 'reopen') reopenCase(turn, meaning.code);
  else if (meaning.kind === 'entry') answerEntry(turn, meaning.id);
  else if (meaning.kind === 'start') startNamed(turn, meaning.flow);
};

function startNamed(turn: Turn, id: string): void {
  const definition = turn.input.knowledge.flows.all.find((flow) => flow.id === id);
  if (definition !== undefined) wantFlow(turn, definition, null);
}

function speak(turn: Turn, locale: Turn['locale']): void {
  turn.locale = locale;
  turn.state = { ...turn.state, language: { locale, explicit: true } };
  turn.events.push({ type: 'language.chosen', locale, explicit: true });
  say(turn, 'languageChosen', []);
}

function erase(turn: Turn): void {
  if (isPublic(turn)) return inviteToPrivate(turn, 'my-data', 'personalTopic');
  if (turn.state.cases.some(isHeld)) return passOnErasure(turn);
  const { revision } = turn.input;
  turn.events.push({ type: 'content.erased', by: null, cause: 'citizen', rule: null, until: revision - 1 });
  turn.sideEffects.push({ type: 'erase-content' });
  endFlow(turn, 'lost');
  endAlerts(turn);
  if (turn.state.contactNotes !== undefined) turn.state = { ...turn.state, contactNotes: [] };
  // The lists show the beginnings of messages.
  if (turn.state.cases.length > 0) indexCases(turn);
  say(turn, 'erased', []);
}

/** What a legal procedure needs is erased by no button: those who answer for data protection decide. */
function passOnErasure(turn: Turn): void {
  const { translate } = turn.input;
  const lead = translate('erasureHeld', turn.locale, {});
  const known = { department: null, traits: [], url: null, isSaid: false };
  applyProtocol(turn, { kind: 'data-subject', lead, offered: [], ...known });
}

function keepContent(turn: Turn): void {
  if (isPublic(turn)) return inviteToPrivate(turn, 'my-data', 'personalTopic');
  say(turn, 'notErased', []);
}
