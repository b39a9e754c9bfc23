/** Where a long text may be cut, the best first: between paragraphs, lines, sentences, words. */
const seams = ['\n\n', '\n', '. ', ' '];

/**
 * Cuts a text into pieces of at most `limit` UTF-16 units, at the best seam that leaves a piece at least half full,
 * never inside a character. No piece is empty unless the text is; only white space at the cuts is lost.
 */
export function splitText(text: string, limit: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const cut = cutAt(rest, limit);
    pieces.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '' || pieces.length === 0) pieces.push(rest);
  return pieces;
}

function cutAt(text: string, limit: number): number {
  for (const seam of seams) {
    const at = text.lastIndexOf(seam, limit - 1);
    // A full stop stays with its sentence; the white space that follows is trimmed.
    if (at >= limit / 2) return seam === '. ' ? at + 1 : at;
  }
  const beforeLowSurrogate = /[\uDC00-\uDFFF]/.test(text.charAt(limit));
  return beforeLowSurrogate && limit > 1 ? limit - 1 : limit;
}
