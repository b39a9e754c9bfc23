/** Where a long text may be cut, the best first: between paragraphs, lines, sentences, words. */
const seams = ['\n\n', '\n', '. ', ' '];
const links = /\[[^\]\n]*\]\((?:https?:\/\/|mailto:|tel:)[^\s)]+\)/g;
const boldWords = /\*\*[^*\n]+\*\*/g;
/** The list marker before an item's text. */
const marker = /(?:^|\n)[ \t]*(?:[-•*]|\d+[.)])[ \t]+$/;
/** Below this limit it is not worth reopening bold text in the next piece. */
const minBoldLimit = 16;

type Span = readonly [start: number, end: number];

/**
 * Cuts a text into pieces of at most `limit` UTF-16 units, at the best seam that leaves a piece at least half full,
 * never inside a character, a link or bold text. Bold text longer than a piece stays bold in each piece; a link longer
 * than a piece is lost. No piece is empty unless the text is; only white space at the cuts is lost.
 */
export function splitText(text: string, limit: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const [piece, next] = cut(rest, limit);
    pieces.push(piece);
    rest = next;
  }
  if (rest !== '' || pieces.length === 0) pieces.push(rest);
  return pieces;
}

function cut(text: string, limit: number): [string, string] {
  const at = cutAt(text, limit, [...spansOf(text, links), ...spansOf(text, boldWords)]);
  if (at !== null) return [text.slice(0, at).trimEnd(), text.slice(at).trimStart()];
  const inner = limit < minBoldLimit ? null : cutAt(text, limit - 2, spansOf(text, links));
  // Something must be left besides the marks; a link may prevent it.
  if (inner !== null && inner > 2) return [`${text.slice(0, inner).trimEnd()}**`, `**${text.slice(inner).trimStart()}`];
  const within = cutAt(text, limit, []) ?? limit;
  return [text.slice(0, within).trimEnd(), text.slice(within).trimStart()];
}

function spansOf(text: string, pattern: RegExp): readonly Span[] {
  return Array.from(text.matchAll(pattern), (found) => [found.index, found.index + found[0].length]);
}

/** Where to cut, outside of spans; null when the text begins with a span that is longer than the limit. */
function cutAt(text: string, limit: number, spans: readonly Span[]): number | null {
  const around = (at: number) => spans.find(([start, end]) => start < at && at < end);
  for (const seam of seams) {
    // A full stop stays with its sentence; the white space that follows is trimmed.
    const kept = seam === '. ' ? 1 : 0;
    let at = text.lastIndexOf(seam, limit - 1);
    while (at >= limit / 2 && around(at + kept)) at = text.lastIndexOf(seam, at - 1);
    if (at >= limit / 2) return at + kept;
  }
  let at = betweenCharacters(text, limit);
  for (let span = around(at); span; span = around(at)) at = span[0];
  if (at === 0) return null;
  const item = at < limit ? marker.exec(text.slice(0, at)) : null;
  return item && item.index > 0 ? item.index : at;
}

function betweenCharacters(text: string, limit: number): number {
  const beforeLowSurrogate = /[\uDC00-\uDFFF]/.test(text.charAt(limit));
  return beforeLowSurrogate && limit > 1 ? limit - 1 : limit;
}
