import { Composer, CST, type Document, isCollection, isScalar, Parser } from 'yaml';
import { CodedError } from '../../core/model/errors.ts';
import { editAt, entryIn, holds, valueSetAt } from './editEntry.ts';

/** Another text at a path below an entry, as `questions`, `ca`, 2. */
export interface TextChange {
  readonly path: readonly (string | number)[];
  readonly value: string;
}

/**
 * Changes texts of an entry where they stand: all other bytes stay, comments between and behind them included.
 * @throws {CodedError} `input.invalid` where the text cannot be read
 */
export function editTexts(text: string, changes: readonly TextChange[]): string {
  if (changes.length === 0) return text;
  const wanted = changes.reduce<unknown>(
    (value, change) => valueSetAt(value, change.path, change.value),
    entryIn(text).value,
  );
  // All at once; one by one where some text cannot be written in the usual way.
  const edited = replaceScalars(text, changes, 'usual');
  if (edited !== null && holds(edited, wanted)) return edited;
  return changes.reduce(editOne, text);
}

function editOne(text: string, change: TextChange): string {
  const wanted = valueSetAt(entryIn(text).value, change.path, change.value);
  for (const way of ['usual', 'quoted'] as const) {
    const edited = replaceScalars(text, [change], way);
    if (edited !== null && holds(edited, wanted)) return edited;
  }
  if (typeof change.path.at(-1) === 'string') return editAt(text, change.path, change.value);
  throw new CodedError(
    'input.invalid',
    `The field ${change.path.join('.')} cannot be changed here: edit the text of the entry.`,
  );
}

/** The text with other scalars in it; null where there is none at a path. */
function replaceScalars(text: string, changes: readonly TextChange[], way: 'usual' | 'quoted'): string | null {
  const tokens = [...new Parser().parse(text)];
  const [document] = new Composer({ keepSourceTokens: true }).compose(tokens);
  if (document === undefined) return null;
  for (const { path, value } of changes) {
    const node = document.getIn([0, ...path], true);
    const token = isScalar(node) ? node.srcToken : undefined;
    if (token === undefined || !isScalar(node) || typeof node.value !== 'string') return null;
    const inFlow = isInFlow(document, path);
    const isLong = value.includes('\n');
    const isQuoted = token.type === 'double-quoted-scalar' || token.type === 'single-quoted-scalar';
    // In one line, where the usual way to write it in quotes takes several.
    if ((way === 'quoted' || (isLong && inFlow)) && token.type !== 'block-scalar') {
      Object.assign(token, { type: 'double-quoted-scalar', source: JSON.stringify(value) });
      continue;
    }
    const usual = isLong ? 'BLOCK_LITERAL' : isQuoted ? undefined : 'PLAIN';
    const type = way === 'quoted' ? 'QUOTE_DOUBLE' : usual;
    CST.setScalarValue(token, value, { afterKey: typeof path.at(-1) === 'string', inFlow, ...(type && { type }) });
  }
  return tokens.map((token) => CST.stringify(token)).join('');
}

function isInFlow(document: Document, path: TextChange['path']): boolean {
  return path.some((_, length) => {
    const node = document.getIn([0, ...path.slice(0, length)], true);
    return isCollection(node) && node.flow === true;
  });
}
