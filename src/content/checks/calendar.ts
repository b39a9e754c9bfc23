import type { CalendarFile } from '../../protocol/protocol.ts';
import type { YamlResult } from '../load/readYaml.ts';
import type { Problem } from '../problem.ts';

/** Creates the check of `calendar.yaml`: departments exist, and each day is listed once, under its own year. */
export function createCalendarCheck(departments: ReadonlySet<string>) {
  return (file: string, { value, line }: YamlResult<CalendarFile>): readonly Problem[] => {
    const problems: Problem[] = [];
    const report = (path: readonly PropertyKey[], message: string) =>
      problems.push({ file, line: line(path), message, fatal: true });
    for (const id of Object.keys(value.hours).filter((each) => !departments.has(each))) {
      report(['hours', id], `\`${id}\` is not a department: use an id of dialogs/departments.yaml`);
    }
    if (value.hours[value.hoursOf] === undefined) {
      report(['hoursOf'], `\`${value.hoursOf}\` has no hours: write them under \`hours\`, or name another department`);
    }
    for (const [year, days] of Object.entries(value.local)) {
      days.forEach((day, index) => {
        if (!day.startsWith(`${year}-`)) report(['local', year, index], `${day} is not in ${year}: fix the day`);
        if (days.indexOf(day) !== index) report(['local', year, index], `${day} occurs twice: keep one of them`);
      });
    }
    return problems;
  };
}
