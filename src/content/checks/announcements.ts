import type { Problem } from '../problem.ts';
import type { AnnouncementFile } from '../schema/announcements.ts';
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
