import { type ChoiceMeaning, meaningOf } from '../../dialogue/choice.ts';
import { slotOf } from '../../model/flow.ts';
import { locales } from '../../model/locale.ts';
import type { Choice } from '../../model/message.ts';
import type { PhraseKey } from '../../model/phrase.ts';
import { ownOpenCases } from '../openCase.ts';
import { mayRate, mayReopen, waysToNotify } from '../pastCases.ts';
import { answerToRate } from '../rateableAnswers.ts';
import type { Turn } from '../turnDraft.ts';
import { caseSubject } from './caseSubject.ts';
/** The bot's languages, to choose from. */
export const languageChoices: readonly string[] = locales.map((locale) => `locale:${locale}`);

/** A choice as a person sees it; null when it refers to something unknown. */
export function choiceOf(turn: Turn, value: string): Choice | null {
  const meaning = meaningOf(value);
  if (meaning === null) return null;
  if (meaning.kind === 'entry') {
    const entry = turn.input.knowledge.entry(meaning.id);
    return entry ? { label: entry.title[turn.locale], value } : null;
  }
  if (meaning.kind === 'aspect') {
    const title = turn.input.knowledge.aspectTitle(meaning.aspect);
    const isKnown = turn.input.knowledge.entry(meaning.id)?.aspects[meaning.aspect] !== undefined;
    return title !== null && isKnown ? { label: title[turn.locale], value } : null;
  }
  if (meaning.kind === 'exception') {
    const found = turn.input.knowledge.entry(meaning.id)?.exceptions.find(({ id }) => id === meaning.exception);
    return found ? { label: found.title[turn.locale], value } : null;
  }
  if (meaning.kind === 'start') {
    const flow = turn.input.knowledge.flows.all.find(({ id }) => id === meaning.flow);
    return flow !== undefined && turn.input.surface === 'private' ? { label: flow.title[turn.locale], value } : null;
  }
  if (meaning.kind === 'slot' || meaning.kind === 'change') {
    const slot = turn.definition === null ? undefined : slotOf(turn.definition, meaning.slot);
    if (slot === undefined) return null;
    if (meaning.kind === 'change') return { label: slot.title[turn.locale], value };
    const option = slot.options.find(({ id }) => id === meaning.option);
    return option === undefined ? null : { label: option.title[turn.locale], value };
  }
  if (meaning.kind === 'flow') {
    if (turn.definition === null) return null;
    return { label: turn.input.translate(`choice.flow.${meaning.act}`, turn.locale, {}), value };
  }
  if (meaning.kind === 'notify') {
    const ways = waysToNotify(turn, meaning.code);
    const key = ways.length > 1 ? 'choice.notify.any' : ways[0] === 'phone' ? 'choice.notify.phone' : 'choice.notify';
    return ways.length === 0 ? null : { label: turn.input.translate(key, turn.locale, {}), value };
  }
  if (meaning.kind === 'rate' && !mayRate(turn, meaning.code)) return null;
  if ((meaning.kind === 'useful' || meaning.kind === 'useless') && answerToRate(turn, meaning.id) === null) return null;
  if (meaning.kind === 'withdraw') {
    const { code } = meaning;
    const found = ownOpenCases(turn).find((each) => each.code === code);
    if (found === undefined) return null;
    // Where it is asked whether one is to be closed, the others are what else may be meant.
    const isOther = turn.definition?.start.settled === true;
    const label = isOther
      ? `${caseSubject(turn, found)} · ${code}`
      : turn.input.translate('choice.withdraw', turn.locale, { code });
    return { label, value };
  }
  if (meaning.kind === 'reopen') {
    const { code } = meaning;
    return mayReopen(turn, code)
      ? { label: turn.input.translate('choice.reopen', turn.locale, { code }), value }
      : null;
  }
  return { label: turn.input.translate(phraseOf(meaning), turn.locale, {}), value };
}

function phraseOf(
  meaning: Exclude<
    ChoiceMeaning,
    { kind: 'entry' | 'aspect' | 'exception' | 'reopen' | 'withdraw' | 'notify' | 'start' | 'flow' | 'slot' | 'change' }
  >,
): PhraseKey {
  switch (meaning.kind) {
    case 'none':
      return 'choice.none';
    case 'command':
      return `choice.command.${meaning.command}`;
    case 'locale':
      return `choice.locale.${meaning.locale}`;
    case 'rate':
      return `choice.rate.${meaning.rating as 1 | 2 | 3 | 4 | 5}`;
    case 'useful':
      return 'choice.useful';
    case 'useless':
      return meaning.fault === null ? 'choice.useless' : `choice.useless.${meaning.fault}`;
    case 'erase':
      return meaning.confirmed ? 'choice.erase.yes' : 'choice.erase.no';
  }
}
