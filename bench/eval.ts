/**
 * `npm run eval`: the bot as it ships, with both voices and its own turns, on texts that were written separately and never
 * learned from: questions, dialogues, neighbours who ask on or turn to something else, names of services alone, out-of-scope messages and near
 * misses, questions in other languages; and on conversations that people improvised with the bot, which choose settings and have no target.
 * Prints which targets are met, and exits 1 when one is not. Name sections to run only these:
 * `npm run eval -- questions dialogues`. The section `shipped`, with the publish gate's questions, which editors see, runs
 * only when named.
 *   --misses     list what went wrong
 *   --words      do without sentence vectors, as on a machine that cannot compute them
 *   --tune       use the dialogues for tuning
 *   --calibrate  instead, fit the confidence of the words, and of both voices, by cross-validation (without these texts)
 */
import { learntVariantsOf } from '../src/content/entries.ts';
import { evaluateAsked } from './support/askedEvaluation.ts';
import { calibrate } from './support/calibration.ts';
import { createConversations } from './support/conversation.ts';
import { evaluateDialogues } from './support/dialogueEvaluation.ts';
import { evaluateImprovised } from './support/improvisedEvaluation.ts';
import { readMassive } from './support/massive.ts';
import { evaluateNames } from './support/nameEvaluation.ts';
import { evaluateOtherLanguages, evaluateOutOfScope, evaluateQuestions } from './support/questionEvaluation.ts';
import { printReports, type Report } from './support/report.ts';
import { evaluateScope } from './support/scopeEvaluation.ts';
import { openShipped } from './support/shipped.ts';
import { evaluateShipped } from './support/shippedEvaluation.ts';
import { evaluateSwitches } from './support/switchEvaluation.ts';
import { printTable } from './support/table.ts';
import { openVectors } from './support/vectors.ts';

const usual = [
  'questions',
  'dialogues',
  'asked',
  'switches',
  'names',
  'improvised',
  'out-of-scope',
  'scope',
  'other-languages',
] as const;
const sections = [...usual, 'shipped'] as const;
const given = process.argv.slice(2);
const has = (flag: string) => given.includes(flag);
const flags = ['--misses', '--words', '--tune', '--calibrate'];
const unknown = given.find((one) => !flags.includes(one) && !(sections as readonly string[]).includes(one));
if (unknown !== undefined) {
  console.error(`Unknown argument "${unknown}". Sections: ${sections.join(', ')}; flags: ${flags.join(', ')}.`);
  process.exit(64);
}

const shipped = await openShipped(has('--words') ? { vectorOf: () => null } : {});
const entries = learntVariantsOf(shipped.content);
if (has('--calibrate')) {
  const draws = readMassive();
  // What is fitted without them tells less well what is nobody's business (docs/benchmarks.md).
  if (draws === null) console.log('The public draws are missing, so nothing is fitted on them: set MASSIVE_DIR.');
  for (const table of calibrate(entries, draws, openVectors())) printTable(table.title, table.rows);
} else {
  const begin = createConversations(shipped);
  const { knowledge } = shipped;
  const wordings = new Map(entries.map(({ id, variants }) => [id, variants.map(({ text }) => text)]));
  const evaluations: Readonly<Record<(typeof sections)[number], () => Promise<Report>>> = {
    questions: () => evaluateQuestions(begin, knowledge, wordings),
    dialogues: () => evaluateDialogues(shipped, begin, has('--tune') ? 'tune' : 'test'),
    asked: () => evaluateAsked(shipped, begin, has('--tune') ? 'tune' : 'test'),
    switches: () => evaluateSwitches(shipped, begin, has('--tune') ? 'tune' : 'test'),
    names: () => evaluateNames(shipped, begin),
    improvised: () => evaluateImprovised(shipped, begin),
    'out-of-scope': () => evaluateOutOfScope(begin, knowledge),
    scope: () => evaluateScope(begin),
    'other-languages': () => evaluateOtherLanguages(begin, knowledge),
    shipped: () => evaluateShipped(shipped),
  };
  const chosen = sections.filter((section) => has(section));
  const reports = new Map<string, Report>();
  for (const section of chosen.length > 0 ? chosen : usual) reports.set(section, await evaluations[section]());
  if (!printReports(reports, { withMisses: has('--misses') })) process.exitCode = 1;
}
