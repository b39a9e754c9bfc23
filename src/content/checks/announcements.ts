import { townMoment } from '../announcementsOf.ts';
import { readYaml } from '../load/readYaml.ts';
import type { Problem } from '../problem.ts';
import { type AnnouncementFile, announcementFile } from '../schema/announcements.ts';
import type { Check } from './need.ts';

/** Checks what an announcement names outside its own file: its topic, and each account once. */
export function announcementCheck(topics: ReadonlySet<string>): Check<AnnouncementFile> {
  return (file, { value, line }) => {
    const say = (path: readonly PropertyKey[], message: string): Problem => {
      return { file, line: line(path), message: `\`${path.join('.')}\` ${message}`, fatal: true };
    };
    const { topic, accounts } = value;
    const unknown =
      topic === undefined || topics.has(topic)
        ? []
        : [say(['topic'], `\`${topic}\` is not a topic: use the name of a file in dialogs/faq, or remove the line`)];
    const twice = accounts.flatMap((account, index) =>
      accounts.indexOf(account) === index ? [] : [say(['accounts', index], 'names an account twice: remove it')],
    );
    return [...unknown, ...twice];
  };
}

/**
 * That an announcement which went out is made to repeat, or one whose times have begun to go out no longer repeats: either would
 * be another announcement, and go out again. `before` and `after`: its live text and the one to come.
 */
export function repeatFaults(
  file: string,
  before: string,
  after: string,
  { now, timeZone }: { readonly now: number; readonly timeZone: string },
): readonly Problem[] {
  const live = readYaml(file, before, announcementFile).result?.value;
  const { result } = readYaml(file, after, announcementFile);
  if (live === undefined || result === null) return [];
  const repeats = result.value.repeat !== undefined;
  if ((live.repeat !== undefined) === repeats || townMoment(timeZone, live.publishAt, 0) > now) return [];
  const message = repeats
    ? '`repeat` an announcement that went out is not made to repeat: write a new one'
    : '`from` went out several times: let it repeat and end with UNTIL, or withdraw it and write a new one';
  return [{ file, line: result.line([repeats ? 'repeat' : 'from']), message, fatal: true }];
}

/** The accounts of an announcement that do not exist; not fatal, for one may still be opened. Nothing where it cannot be read. */
export function unknownAccounts(file: string, text: string, accounts: ReadonlySet<string>): readonly Problem[] {
  const { result } = readYaml(file, text, announcementFile);
  if (result === null) return [];
  return result.value.accounts.flatMap((account, index) => {
    if (accounts.has(account)) return [];
    const message = `\`accounts.${index}\` \`${account}\` does not exist: choose an account of the list, or remove it`;
    return [{ file, line: result.line(['accounts', index]), message, fatal: false }];
  });
}
