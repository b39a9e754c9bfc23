import { kinds } from '../../core/model/kind.ts';
import { locales } from '../../core/model/locale.ts';
import { plainWords } from '../../core/util/plainWords.ts';
import { readPattern } from '../../language/classification/pattern.ts';
import type { YamlResult } from '../load/readYaml.ts';
import type { Problem } from '../problem.ts';
import type { KindFile } from '../schema/kinds.ts';

/** Checks of one file of `dialogs/kinds` beyond its shape: names that fit, patterns that can be read. */
export function checkKindFile(file: string, { value, line }: YamlResult<KindFile>): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (path: readonly PropertyKey[], message: string) =>
    problems.push({ file, line: line(path), message, fatal: true });
  if (`kinds/${value.kind}.yaml` !== file)
    report(['kind'], `\`kind\` is ${value.kind}, the file is ${file}: give both the same name`);
  const checkPatterns = (path: readonly PropertyKey[], patterns: readonly string[]) => {
    patterns.forEach((pattern, at) => {
      const why = faultOf(pattern);
      if (why !== null) report([...path, at], `"${pattern}" ${why}`);
    });
  };
  checkPatterns(['cues'], value.cues);
  const seen = new Set<string>();
  value.rules.forEach((rule, index) => {
    const path = ['rules', index];
    if (!rule.id.startsWith(`${value.kind}.`))
      report([...path, 'id'], `\`${rule.id}\` does not match the kind: begin the id with ${value.kind}.`);
    if (seen.has(rule.id)) report([...path, 'id'], `\`${rule.id}\` occurs twice: give each rule its own id`);
    seen.add(rule.id);
    if (rule.patterns.length + rule.identifiers.length === 0)
      report(path, `\`${rule.id}\` can never fire: write patterns or identifiers`);
    for (const key of ['patterns', 'unless'] as const) checkPatterns([...path, key], rule[key]);
  });
  return problems;
}

/** Checks across all kinds: none makes a file unusable, but each finding makes the bot understand less. */
export function checkKindsTogether(
  files: Readonly<Record<string, KindFile>>,
  listed: readonly string[],
  topics: readonly string[],
  lineIn: (file: string, path: readonly PropertyKey[]) => number | null,
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const file of listed.length === 0 ? [] : kinds.map((kind) => `kinds/${kind}.yaml`)) {
    const message = 'is missing: restore it, or no message is ever classified as this kind';
    if (!listed.includes(file)) problems.push({ file, line: null, message, fatal: false });
  }
  for (const [file, { topics: named }] of Object.entries(files)) {
    named.forEach((topic, at) => {
      const message = `\`${topic}\` is not a topic of dialogs/faq: correct it or remove it`;
      if (!topics.includes(topic)) problems.push({ file, line: lineIn(file, ['topics', at]), message, fatal: false });
    });
  }
  const firstUse = new Map<string, string>();
  for (const [file, { kind, examples }] of Object.entries(files)) {
    for (const locale of locales) {
      examples[locale].forEach((example, at) => {
        const key = plainWords(example);
        const before = firstUse.get(key) ?? kind;
        firstUse.set(key, before);
        if (before === kind) return;
        const message = `"${example}" is also under ${before}: keep it under one of them`;
        problems.push({ file, line: lineIn(file, ['examples', locale, at]), message, fatal: false });
      });
    }
  }
  return problems;
}

/** What is wrong with a pattern, and how to fix it; null: nothing. */
export function faultOf(pattern: string): string | null {
  try {
    readPattern(pattern);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
