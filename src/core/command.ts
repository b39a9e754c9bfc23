/** What a person can tell the bot to do, as `/word`, in plain words or by a button. */
export const commands = ['help', 'language', 'person', 'restart', 'privacy', 'my-data', 'erase'] as const;

export type Command = (typeof commands)[number];

export function isCommand(value: string): value is Command {
  return (commands as readonly string[]).includes(value);
}
