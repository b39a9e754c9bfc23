import { createHash } from 'node:crypto';
import { plainWords } from '../../core/util/plainWords.ts';
import type { Clash } from './views.ts';

/** Names a question that comes close to another entry: the same words under the same entry have the same name. */
export function clashName({ wording, other }: Pick<Clash, 'wording' | 'other'>): string {
  const { entry, locale, text } = wording;
  return createHash('sha256')
    .update(JSON.stringify([entry, locale, plainWords(text), other]))
    .digest('base64url')
    .slice(0, 22);
}
