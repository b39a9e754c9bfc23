import type { Knowledge, ReadText } from '../../core/ports/knowledge.ts';
import { isForMatching } from '../../language/meaning/texts.ts';
import { withoutOrigin } from '../../language/retrieval/elsewhere.ts';

type Understand = Knowledge['understand'];

/**
 * The same reader, which tells whose business a text is without the town that people only come from: its name alone makes what is asked
 * here nobody's. "I come from Cornellà, how do I register?"
 */
export function scopeWithoutOrigin(understand: Understand): Understand {
  return (text, whole) => {
    const said = understand(text, whole);
    const plain = withoutOrigin(text);
    if (plain === text) return said;
    const without = understand(plain, '');
    return {
      ...withScope(said, without),
      wants: [
        ...new Set([
          ...said.wants,
          ...(said.wants.length > 0 ? without.wants.filter((wanted) => !isForMatching(wanted)) : []),
        ]),
      ],
      weigh: (vectorOf) => withScope(said.weigh(vectorOf), without.weigh(vectorOf)),
    };
  };
}

function withScope<R extends Pick<ReadText, 'understanding'>>(
  said: R,
  { understanding }: Pick<ReadText, 'understanding'>,
): R {
  return { ...said, understanding: { ...said.understanding, scope: understanding.scope } };
}
