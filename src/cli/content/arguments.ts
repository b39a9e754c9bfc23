import { parseArgs } from 'node:util';
import { CodedError } from '../../core/model/errors.ts';

/** How content is written outside: a folder of files, or one file with a row a text. */
export type ContentFormat = 'files' | 'csv' | 'xlsx';

/** A command on the content. */
export type ContentCommand =
  | { readonly type: 'check' }
  /** `what`: a release by its number, all drafts (null), or what is live. */
  | {
      readonly type: 'export';
      readonly path: string;
      readonly format: ContentFormat;
      readonly what: number | null | 'live';
    }
  | { readonly type: 'import'; readonly path: string; readonly format: ContentFormat }
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
  npm run content -- export texts.xlsx          writes the texts of the answers, a row a text; also texts.csv,
                                                --format csv|xlsx FILE, --drafts, --release 3
  npm run content -- import texts.xlsx          makes drafts of the texts that it says otherwise
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
  const { words, drafts, release, format } = parse(argv);
  const [verb = 'check', first = '', ...rest] = words;
  const isAllowed =
    verb === 'export' || (!drafts && release === undefined && (format === undefined || verb === 'import'));
  const command = isAllowed ? commandOf(verb, first, rest, { drafts, release, format }) : null;
  if (command === null) throw new CodedError('input.invalid', usage);
  return command;
}

interface Options {
  readonly drafts: boolean;
  readonly release: string | undefined;
  readonly format: string | undefined;
}

function parse(argv: readonly string[]): Options & { readonly words: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { drafts: { type: 'boolean', default: false }, release: { type: 'string' }, format: { type: 'string' } },
    });
    const { drafts, release, format } = values;
    return { words: positionals, drafts, release, format };
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
      const format = formatOf(first, options.format);
      if (first === '' || rest.length > 0 || number === 0 || (options.drafts && number !== null)) return null;
      return format === null
        ? null
        : { type: 'export', path: first, format, what: options.drafts ? null : (number ?? 'live') };
    }
    case 'import': {
      const format = formatOf(first, options.format);
      return first === '' || rest.length > 0 || format === null ? null : { type: 'import', path: first, format };
    }
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

/** The format that was asked for, or else that of the name; null where there is no such format. */
function formatOf(path: string, asked: string | undefined): ContentFormat | null {
  const name = asked ?? /\.(csv|xlsx)$/i.exec(path)?.[1]?.toLowerCase() ?? 'files';
  return name === 'files' || name === 'csv' || name === 'xlsx' ? name : null;
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
