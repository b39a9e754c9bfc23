import type { PhraseKey } from '../../model/phrase.ts';
import { type CommandHandler, change, happened, misstep } from './commandDraft.ts';
import { sendAnswer } from './reply.ts';

/** Fewest letters of reasons: a single word is none (Llei 19/2014, art. 67.1). */
const shortestReasons = 20;
/** As long as anything that anybody may read. */
const longestReasons = 4_000;

/**
 * Says what the council makes of a suggestion: that it is being studied, or, with its reasons, that it was accepted or
 * refused. The author gets it as a reply; who reads the suggestion, where it is public, reads it there.
 */
export const weigh: CommandHandler<'weigh'> = (work, { outcome, text }) => {
  const { caseState, input } = work;
  if (caseState.kind !== 'suggestion') throw misstep('This is no suggestion. Answer it with a reply.');
  const reasons = text.trim();
  if (reasons.length > longestReasons) throw misstep(`Write at most ${longestReasons} characters.`);
  if (outcome !== 'studied' && reasons.length < shortestReasons)
    throw misstep('Write the reasons: people who propose something are due a reasoned reply.');
  const phrase: PhraseKey = `suggestion.${outcome}`;
  const said = input.translate(phrase, work.locale, { code: caseState.code });
  sendAnswer(work, reasons === '' ? said : `${said}\n\n${reasons}`, []);
  change(work, { weighed: { outcome, revision: input.revision + 1, at: input.now } });
  happened(work, { type: 'case.weighed', outcome });
};
