import type { PreviewBody } from '../../../../src/http/api/wireWriting.ts';
import { type FieldPath, textAt } from './fields.ts';

type Part = Extract<PreviewBody, { readonly part: unknown }>['part'];

/** The part of a service that the texts at a path are; null: none that the bot sends on its own. */
export function previewPart(entry: unknown, path: FieldPath): Part | null {
  const [first, second, third] = path;
  if (path.length === 1 && (first === 'answer' || first === 'plain')) return { kind: first };
  if (third !== 'answer' || path.length !== 3) return null;
  if (first === 'aspects')
    return { kind: 'aspect', aspect: String(second) as Extract<Part, { kind: 'aspect' }>['aspect'] };
  const exception = first === 'exceptions' ? textAt(entry, ['exceptions', Number(second), 'id']) : '';
  return exception === '' ? null : { kind: 'exception', exception };
}
