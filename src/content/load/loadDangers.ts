import { faultOf } from '../checks/kinds.ts';
import type { Need } from '../checks/need.ts';
import { packed } from '../packed.ts';
import type { Problem } from '../problem.ts';
import { type DangersContent, type DangersFile, dangersFile, type HarmlessExample } from '../schema/dangers.ts';
import type { YamlResult } from './readYaml.ts';

const examplesFile = 'dangers/examples.tsv';
const lookalikesFile = 'dangers/lookalikes.tsv';
const ordinaryFile = 'dangers/ordinary.tsv';
/** Longest example, characters: longer messages teach nothing more. */
const maxExampleLength = 400;

interface DangersSource {
  readonly need: Need;
  /** Text of a file, or why there is none. */
  readonly readText: (file: string) => Promise<string | Problem>;
  readonly report: (problem: Problem) => void;
}

/**
 * Reads `dangers.yaml` and its files of examples. An unusable line of examples is left out and reported; without
 * examples, dangers are detected by rules alone.
 * @throws {CodedError} `content.invalid` when `dangers.yaml` is unusable and has no last good version
 */
export async function loadDangers(
  { need, readText, report }: DangersSource,
  previous: DangersContent | undefined,
): Promise<DangersContent> {
  const file: DangersFile = await need('dangers.yaml', dangersFile, previous, checkDangers);
  const known = new Set(file.dangers.map(({ id }) => id));
  const seen = new Map<string, string>();
  /** Rows of a file: language, name and text; null where the file can't be read. */
  const rowsOf = async (name: string, isName: (value: string) => string | null) => {
    const text = await readText(name);
    if (typeof text !== 'string') {
      report({ ...text, fatal: false });
      return null;
    }
    return text.split(/\r?\n/).flatMap((line, index) => {
      if (index === 0 || line.trim() === '') return [];
      const [language = '', label = '', example = '', ...more] = line.split('\t').map((part) => part.trim());
      // No accents or signs are put aside here: some 20,000 texts are compared at each start.
      const key = example.toLowerCase();
      const fault =
        more.length > 0 || example === ''
          ? 'needs three columns: write language, name and text, separated by tabs'
          : !/^[a-z]{2,3}$/.test(language)
            ? `\`${language}\` is not a language: write its two letters, as in fr`
            : example.length > maxExampleLength
              ? `is too long: ${maxExampleLength} characters at most`
              : seen.has(key)
                ? `is also in ${seen.get(key)}: keep it once`
                : isName(label);
      if (fault !== null) {
        report({ file: name, line: index + 1, message: fault, fatal: false });
        return [];
      }
      seen.set(key, `${name}:${index + 1}`);
      return [{ language, label, text: example }];
    });
  };
  const examples = await rowsOf(examplesFile, (id) =>
    known.has(id) ? null : `\`${id}\` is not in dangers.yaml: correct it, or add the danger there`,
  );
  const lookalikes = await rowsOf(lookalikesFile, () => null);
  const ordinary = await rowsOf(ordinaryFile, () => null);
  return withPacked(file, {
    examples:
      examples?.map(({ language, label: danger, text }) => ({ language, danger, text })) ?? previous?.examples ?? [],
    lookalikes: lookalikes?.map(withoutLabel) ?? previous?.lookalikes ?? [],
    ordinary: ordinary?.map(withoutLabel) ?? previous?.ordinary ?? [],
  });
}

/** Keeps the examples packed. A function of its own: inside another one they would keep all that it knows alive. */
function withPacked(
  file: DangersFile,
  examples: Pick<DangersContent, 'examples' | 'lookalikes' | 'ordinary'>,
): DangersContent {
  const read = packed(examples);
  return {
    ...file,
    get examples() {
      return read().examples;
    },
    get lookalikes() {
      return read().lookalikes;
    },
    get ordinary() {
      return read().ordinary;
    },
  };
}

const withoutLabel = ({ language, text }: HarmlessExample): HarmlessExample => ({ language, text });

/** Checks of `dangers.yaml` beyond its shape: names that fit, patterns that can be read. */
function checkDangers(file: string, { value, line }: YamlResult<DangersFile>): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (path: readonly PropertyKey[], message: string) =>
    problems.push({ file, line: line(path), message, fatal: true });
  for (const list of ['help', 'dangers'] as const)
    value[list].forEach(({ id }, index, all) => {
      if (all.findIndex((each) => each.id === id) < index)
        report([list, index, 'id'], `\`${id}\` occurs twice: give each its own id`);
    });
  value.dangers.forEach((danger, index) => {
    if (!value.help.some(({ id }) => id === danger.help))
      report(['dangers', index, 'help'], `\`${danger.help}\` is not among \`help\`: add it there, with what to say`);
    for (const key of ['patterns', 'unless'] as const)
      danger[key].forEach((pattern, at) => {
        const why = faultOf(pattern);
        if (why !== null) report(['dangers', index, key, at], `"${pattern}" ${why}`);
      });
  });
  return problems;
}
