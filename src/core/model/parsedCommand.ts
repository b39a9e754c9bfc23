import type { Localised } from './locale.ts';

/** Commands that a person can give the bot, as `/word`, in plain words or by a button. */
export const commands = [
  'help',
  'language',
  'person',
  'restart',
  'privacy',
  'my-data',
  'receipt',
  'erase',
  'move',
  'alerts',
  'stop-alerts',
  'pause-alerts',
  'resume-alerts',
] as const;

export type ParsedCommand = (typeof commands)[number];

export function isParsedCommand(value: string): value is ParsedCommand {
  return (commands as readonly string[]).includes(value);
}

/** A command as a platform's menu shows it. */
export interface MenuEntry {
  readonly command: ParsedCommand;
  /** What is typed after the slash: 1 to 32 of `a-z`, `0-9` and `_`. */
  readonly name: Localised;
  /** At most 100 characters. */
  readonly description: Localised;
}
