import { locales } from '../../core/model/locale.ts';
import { plainWords } from '../../core/util/plainWords.ts';
import type { YamlResult } from '../load/readYaml.ts';
import type { Problem } from '../problem.ts';
import type { FaqFile } from '../schema/faq.ts';

/** Topics of entries that do not come from the FAQ. */
const reserved: readonly string[] = ['smalltalk', 'command', 'flow'];

/** Checks of one FAQ file beyond its shape: ids that fit the file, departments that exist. */
export function checkFaqFile(
  file: string,
  { value, line }: YamlResult<FaqFile>,
  departments: ReadonlySet<string>,
): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (path: readonly PropertyKey[], message: string) =>
    problems.push({ file, line: line(path), message, fatal: true });
  if (`faq/${value.topic}.yaml` !== file) {
    report(['topic'], `\`topic\` is ${value.topic}, the file is ${file}: give both the same name`);
  }
  if (reserved.includes(value.topic)) {
    report(['topic'], `\`${value.topic}\` is reserved by the bot: rename the topic and its file`);
  }
  const seen = new Set<string>();
  value.entries.forEach((entry, index) => {
    const path = ['entries', index];
    if (!entry.id.startsWith(`${value.topic}.`)) {
      report([...path, 'id'], `\`${entry.id}\` does not match the topic: begin the id with ${value.topic}.`);
    }
    if (seen.has(entry.id)) report([...path, 'id'], `\`${entry.id}\` occurs twice: give each entry its own id`);
    seen.add(entry.id);
    const named = new Set<string>();
    entry.exceptions.forEach(({ id }, at) => {
      if (named.has(id)) report([...path, 'exceptions', at, 'id'], `\`${id}\` occurs twice: give it its own name`);
      named.add(id);
    });
    if (!departments.has(entry.department)) {
      report(
        [...path, 'department'],
        `\`${entry.department}\` is not a department: use an id of dialogs/departments.yaml`,
      );
    }
    for (const [name, { hoursOf }] of Object.entries(entry.aspects)) {
      if (hoursOf === undefined || (name === 'hours' && departments.has(hoursOf))) continue;
      const message =
        name === 'hours'
          ? `\`${hoursOf}\` is not a department: use an id of dialogs/departments.yaml`
          : '`hoursOf` belongs to `hours` alone: remove it here';
      report([...path, 'aspects', name, 'hoursOf'], message);
    }
  });
  return problems;
}

/** Checks across all FAQ files: none of them makes a file unusable, but each finding makes the bot worse. */
export function checkFaqTogether(
  faq: Readonly<Record<string, FaqFile>>,
  lineIn: (file: string, path: readonly PropertyKey[]) => number | null,
): readonly Problem[] {
  const ids = new Set(Object.values(faq).flatMap(({ entries }) => entries.map(({ id }) => id)));
  const problems: Problem[] = [];
  const firstUse = new Map<string, string>();
  for (const [file, { entries }] of Object.entries(faq)) {
    entries.forEach((entry, index) => {
      const report = (path: readonly PropertyKey[], message: string) =>
        problems.push({ file, line: lineIn(file, ['entries', index, ...path]), message, fatal: false });
      entry.followUps.forEach((id, at) => {
        if (!ids.has(id)) report(['followUps', at], `follow-up \`${id}\` does not exist: correct the id or remove it`);
        if (id === entry.id) report(['followUps', at], `\`${id}\` is its own follow-up: name another entry`);
      });
      for (const locale of locales) {
        entry.questions[locale].forEach((question, at) => {
          const key = plainWords(question);
          const before = firstUse.get(key);
          if (before !== undefined && before !== entry.id) {
            report(['questions', locale, at], `"${question}" is also under ${before}: keep it under one of them`);
          }
          firstUse.set(key, before ?? entry.id);
        });
      }
    });
  }
  return problems;
}
