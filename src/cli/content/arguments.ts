import { parseArgs } from 'node:util';
import { CodedError } from '../../core/model/errors.ts';

/** A command on the content. */
export type ContentCommand =
  | { readonly type: 'check' }
  /** `what`: a release by its number, all drafts (null), or what is live. */
  | { readonly type: 'export'; readonly folder: string; readonly what: number | null | 'live' }
  | { readonly type: 'import'; readonly folder: string }
  | { readonly type: 'diff' | 'history' }
  | { readonly type: 'publish'; readonly note: string }
  | { readonly type: 'revert'; readonly number: number; readonly note: string };

/** Usage of `npm run content`. */
export const usage = `Write one of
  npm run content                               checks the files in DIALOGS_DIR and says what to fix
  npm run content -- export FOLDER              writes the live release as files
  npm run content -- export FOLDER --drafts     the same with all drafts
  npm run content -- export FOLDER --release 3  another release
  npm run content -- import FOLDER              makes drafts of what files say otherwise
  npm run content -- diff                       what the drafts change, and what is wrong with them
  npm run content -- publish NOTE               publishes all drafts
  npm run content -- history                    the releases, the newest first
  npm run content -- revert NUMBER NOTE         makes a release that undoes one
Anybody who changes something gives their operator key in FINESTRETA_OPERATOR_KEY, or when asked for it.`;

const longestNote = 1_000;

/**
 * Parses the arguments of `npm run content --`.
 * @throws {CodedError} `input.invalid`, with the usage
 */
export function readCommand(argv: readonly string[]): ContentCommand {
  const { words, drafts, release } = parse(argv);
  const [verb = 'check', first = '', ...rest] = words;
  const hasOption = drafts || release !== undefined;
  const command = hasOption && verb !== 'export' ? null : commandOf(verb, first, rest, { drafts, release });
  if (command === null) throw new CodedError('input.invalid', usage);
  return command;
}

interface Options {
  readonly drafts: boolean;
  readonly release: string | undefined;
}

function parse(argv: readonly string[]): Options & { readonly words: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { drafts: { type: 'boolean', default: false }, release: { type: 'string' } },
    });
    return { words: positionals, drafts: values.drafts, release: values.release };
  } catch (cause) {
    throw new CodedError('input.invalid', usage, { cause });
  }
}

function commandOf(verb: string, first: string, rest: readonly string[], options: Options): ContentCommand | null {
  switch (verb) {
    case 'check':
    case 'diff':
    case 'history':
      return first === '' ? { type: verb } : null;
    case 'export': {
      const number = numberIn(options.release);
      if (first === '' || rest.length > 0 || number === 0 || (options.drafts && number !== null)) return null;
      return { type: 'export', folder: first, what: options.drafts ? null : (number ?? 'live') };
    }
    case 'import':
      return first === '' || rest.length > 0 ? null : { type: 'import', folder: first };
    case 'publish':
      return first === '' ? null : { type: 'publish', note: noteIn([first, ...rest]) };
    case 'revert': {
      const number = numberIn(first);
      return number === null || number === 0 || rest.length === 0
        ? null
        : { type: 'revert', number, note: noteIn(rest) };
    }
    default:
      return null;
  }
}

/** A number from 1; null where there is none, 0 where it cannot be read. */
function numberIn(text: string | undefined): number | null {
  if (text === undefined) return null;
  return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0;
}

function noteIn(words: readonly string[]): string {
  const note = words.join(' ').trim();
  if (note !== '' && note.length <= longestNote) return note;
  throw new CodedError('input.invalid', `Write a note of 1 to ${longestNote} characters: what changes, and why.`);
}
