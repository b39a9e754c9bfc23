import { parseArgs } from 'node:util';
import { CodedError } from '../../core/model/errors.ts';

/** A command on the accounts. */
export type AccountsCommand =
  | { readonly type: 'list' }
  | { readonly type: 'check'; readonly id: string | null }
  | { readonly type: 'show'; readonly id: string }
  | { readonly type: 'request' | 'change'; readonly file: string }
  | {
      readonly type: 'approve' | 'open' | 'freeze' | 'unfreeze' | 'refuse' | 'close';
      readonly id: string;
      readonly reason: string | null;
    }
  | {
      readonly type: 'crisis-on';
      readonly to: string;
      readonly message: string | null;
      readonly reason: string | null;
    }
  | { readonly type: 'crisis-off'; readonly reason: string | null };

/** Usage of `npm run accounts --`. */
export const usage = `Write one of
  npm run accounts                                          lists all accounts
  npm run accounts -- check [ID]                            the running service asks the platforms who the accounts are
  npm run accounts -- show ID                               an account and its life so far
  npm run accounts -- request FILE                asks for the account that a file defines
  npm run accounts -- approve ID
  npm run accounts -- refuse ID --reason TEXT
  npm run accounts -- open ID
  npm run accounts -- change FILE                 replaces the definition of an account
  npm run accounts -- freeze ID [--reason TEXT]   it sends people to the main account
  npm run accounts -- unfreeze ID
  npm run accounts -- close ID --reason TEXT      for good
  npm run accounts -- crisis on --to ID [--message TEXT] [--reason TEXT]   all other accounts send people to one
  npm run accounts -- crisis off [--reason TEXT]
Anybody who takes a step gives their operator key in FINESTRETA_OPERATOR_KEY, or when asked for it.`;

const longest = { name: 120, text: 1_000 };

/**
 * Parses the arguments of `npm run accounts --`.
 * @throws {CodedError} `input.invalid`, with the usage
 */
export function readCommand(argv: readonly string[]): AccountsCommand {
  const { strings, options } = parse(argv);
  const [verb = 'list', first, ...rest] = strings;
  const command = rest.length > 0 ? null : commandOf(verb, first, options);
  if (command === null) throw new CodedError('input.invalid', usage);
  return command;
}

interface Options {
  readonly reason: string | null;
  readonly to: string | null;
  readonly message: string | null;
}

function parse(argv: readonly string[]): { strings: readonly string[]; options: Options } {
  const text = { type: 'string' } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { reason: text, to: text, message: text },
    });
    const { reason, to, message } = values;
    return {
      strings: positionals,
      options: {
        reason: read(reason, longest.text),
        to: read(to, longest.name),
        message: read(message, longest.text),
      },
    };
  } catch (cause) {
    throw new CodedError('input.invalid', usage, { cause });
  }
}

function read(value: string | undefined, most: number): string | null {
  const text = value?.trim() ?? '';
  if (text.length > most) throw new CodedError('input.invalid', `Write at most ${most} characters after an option.`);
  return text === '' ? null : text;
}

function commandOf(verb: string, first: string | undefined, options: Options): AccountsCommand | null {
  const { reason, to, message } = options;
  switch (verb) {
    case 'list':
      return first === undefined ? { type: 'list' } : null;
    case 'check':
      return { type: 'check', id: first ?? null };
    case 'show':
      return first === undefined ? null : { type: 'show', id: first };
    case 'request':
    case 'change':
      return first === undefined ? null : { type: verb, file: first };
    case 'refuse':
    case 'close':
      if (first !== undefined && reason === null)
        throw lacking('--reason TEXT', 'a decision against an account needs a reason');
      return first === undefined ? null : { type: verb, id: first, reason };
    case 'approve':
    case 'open':
    case 'freeze':
    case 'unfreeze':
      return first === undefined ? null : { type: verb, id: first, reason };
    case 'crisis':
      if (first === 'off') return { type: 'crisis-off', reason };
      if (first !== 'on') return null;
      if (to === null) throw lacking('--to ID', 'people must be sent to an account that answers');
      return { type: 'crisis-on', to, message, reason };
    default:
      return null;
  }
}

function lacking(option: string, why: string): CodedError {
  return new CodedError('input.invalid', `Add ${option}: ${why}.`);
}
