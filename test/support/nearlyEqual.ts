/** Share of common trigrams from which on two texts count as nearly equal. */
const nearlyEqualFrom = 0.8;

/** The letters and digits of a text, without accents and case. */
function foldedText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function trigramsOf(folded: string): ReadonlySet<string> {
  const signs = [...` ${folded} `];
  return new Set(signs.slice(2).map((sign, at) => `${signs[at]}${signs[at + 1]}${sign}`));
}

/** Makes the function that tells whether a text equals, or nearly equals, one of the given ones. */
export function nearlyEqualTo(texts: Iterable<string>): (text: string) => boolean {
  const folded = [...new Set([...texts].map(foldedText))].filter((text) => text !== '');
  const equal = new Set(folded);
  const sizes: number[] = [];
  const holding = new Map<string, number[]>();
  folded.forEach((text, number) => {
    const trigrams = trigramsOf(text);
    sizes.push(trigrams.size);
    for (const trigram of trigrams) {
      const known = holding.get(trigram);
      if (known === undefined) holding.set(trigram, [number]);
      else known.push(number);
    }
  });
  return (text) => {
    const own = foldedText(text);
    if (equal.has(own)) return true;
    const trigrams = trigramsOf(own);
    // By number of the given text, how many trigrams it has in common: tens of thousands are compared with hundreds.
    const shared = new Uint16Array(folded.length);
    for (const trigram of trigrams)
      for (const number of holding.get(trigram) ?? []) shared[number] = (shared[number] as number) + 1;
    return shared.some((count, number) => (2 * count) / (trigrams.size + (sizes[number] as number)) >= nearlyEqualFrom);
  };
}
