/**
 * `npm run eval`: the bot as it ships, both voices and its own turns, on texts that were written apart and never learnt
 * from: questions, dialogues, messages that are out of scope, questions in other languages. Prints which targets hold,
 * and exits 1 when one does not. Name parts to have only these: `npm run eval -- questions dialogues`.
 *   --misses     lists what went wrong
 *   --words      without sentence vectors, as where a machine cannot compute them
 *   --tune       of the dialogues, the tuning part
 *   --calibrate  fits confidence and thresholds of the words on cross-validation instead (without these texts)
 */
import { variantsOf } from '../src/content/entries.ts';
import { calibrate } from './support/calibration.ts';
import { createConversations } from './support/conversation.ts';
import { evaluateDialogues } from './support/dialogueEvaluation.ts';
import { readMassive } from './support/massive.ts';
import { evaluateOtherLanguages, evaluateOutOfScope, evaluateQuestions } from './support/questionEvaluation.ts';
import { printReports, type Report } from './support/report.ts';
import { openShipped } from './support/shipped.ts';
import { printTable } from './support/table.ts';
import { openVectors } from './support/vectors.ts';

const parts = ['questions', 'dialogues', 'out-of-scope', 'other-languages'] as const;
const given = process.argv.slice(2);
const has = (flag: string) => given.includes(flag);
const flags = ['--misses', '--words', '--tune', '--calibrate'];
const unknown = given.find((one) => !flags.includes(one) && !(parts as readonly string[]).includes(one));
if (unknown !== undefined) {
  console.error(`"${unknown}" is unknown. Parts: ${parts.join(', ')}; flags: ${flags.join(', ')}.`);
  process.exit(64);
}

const shipped = await openShipped(has('--words') ? { vectorOf: () => null } : {});
const entries = variantsOf(shipped.content);
if (has('--calibrate')) {
  for (const table of calibrate(entries, readMassive(), openVectors())) printTable(table.title, table.rows);
} else {
  const begin = createConversations(shipped);
  const { knowledge } = shipped;
  const wordings = new Map(entries.map(({ id, variants }) => [id, variants.map(({ text }) => text)]));
  const evaluations: Readonly<Record<(typeof parts)[number], () => Promise<Report>>> = {
    questions: () => evaluateQuestions(begin, knowledge, wordings),
    dialogues: () => evaluateDialogues(shipped, begin, has('--tune') ? 'tune' : 'test'),
    'out-of-scope': () => evaluateOutOfScope(begin, knowledge),
    'other-languages': () => evaluateOtherLanguages(begin, knowledge),
  };
  const chosen = parts.filter((part) => has(part));
  const reports = new Map<string, Report>();
  for (const part of chosen.length > 0 ? chosen : parts) reports.set(part, await evaluations[part]());
  if (!printReports(reports, { withMisses: has('--misses') })) process.exitCode = 1;
}
