/** Data of a tokenizer in the model file. Texts are stored as UTF-16 units one after the other. */
export interface TokenizerTables {
  /** The texts of all tokens. */
  readonly pieces: Uint16Array;
  /** End of each token in `pieces`: token `i` takes the units from `pieceEnds[i - 1]` (0 for the first) up to `pieceEnds[i]`. */
  readonly pieceEnds: Uint32Array;
  /** Log-probability of each token. */
  readonly scores: Float32Array;
  /** Code points that are replaced. */
  readonly normalPoints: Uint32Array;
  /** Their replacements: code point `i` of `normalPoints` has the units up to `normalEnds[i]`, as tokens have theirs. */
  readonly normal: Uint16Array;
  readonly normalEnds: Uint32Array;
  readonly unknown: number;
  readonly unknownScore: number;
}

interface Tokenizer {
  /** The tokens of a text by number, without those that mark beginning and end. */
  encode(text: string): number[];
}

/** Represents the space before a word. */
const wordStart = 0x2581;

/**
 * A unigram tokenizer (SentencePiece): of all ways to split a word into tokens it takes the one with the best total
 * score. Tokens never cross a space, so words are split separately. A character without a token is `unknown`.
 */
export function createTokenizer(tables: TokenizerTables): Tokenizer {
  const normal = normalMap(tables);
  const find = pieceIndex(tables);
  const { scores, unknown, unknownScore } = tables;

  function encodeWord(word: string, into: number[]): void {
    const units = Uint16Array.from({ length: word.length + 1 }, (_, at) =>
      at === 0 ? wordStart : word.charCodeAt(at - 1),
    );
    const best = new Float64Array(units.length + 1).fill(Number.NEGATIVE_INFINITY);
    const from = new Int32Array(units.length + 1);
    const piece = new Int32Array(units.length + 1);
    best[0] = 0;
    const offer = (start: number, end: number, id: number, score: number) => {
      const sum = (best[start] ?? 0) + score;
      if (sum <= (best[end] ?? 0)) return;
      best[end] = sum;
      from[end] = start;
      piece[end] = id;
    };
    for (let start = 0; start < units.length; start += 1) {
      if (best[start] === Number.NEGATIVE_INFINITY) continue;
      find(units, start, (end, id) => offer(start, end, id, scores[id] ?? 0));
      offer(start, start + (isPair(units, start) ? 2 : 1), unknown, unknownScore);
    }
    const found: number[] = [];
    for (let end = units.length; end > 0; end = from[end] ?? 0) found.push(piece[end] ?? unknown);
    into.push(...found.reverse());
  }

  return {
    encode(text) {
      const ids: number[] = [];
      const plain = Array.from(text.toWellFormed(), (point) => normal.get(point) ?? point).join('');
      for (const word of plain.replace(/ {2,}/g, ' ').replace(/^ /, '').split(' ')) encodeWord(word, ids);
      return ids;
    },
  };
}

/** Whether a surrogate pair begins at a position. */
function isPair(units: Uint16Array, at: number): boolean {
  const unit = units[at] ?? 0;
  return unit >= 0xd800 && unit < 0xdc00 && at + 1 < units.length;
}

function normalMap({ normalPoints, normal, normalEnds }: TokenizerTables): Map<string, string> {
  const map = new Map<string, string>();
  for (const [index, point] of normalPoints.entries()) {
    const units = normal.subarray(normalEnds[index - 1] ?? 0, normalEnds[index]);
    map.set(String.fromCodePoint(point), String.fromCharCode(...units));
  }
  return map;
}

type FindPieces = (units: Uint16Array, start: number, found: (end: number, id: number) => void) => void;

/**
 * Finds the tokens that begin at a position, shortest first. A hash table in typed arrays: a `Map` of strings would
 * take several times the memory.
 */
function pieceIndex({ pieces, pieceEnds }: TokenizerTables): FindPieces {
  const size = 2 ** Math.ceil(Math.log2(pieceEnds.length * 2));
  const slots = new Int32Array(size).fill(-1);
  let longest = 0;
  for (let id = 0, begin = 0; id < pieceEnds.length; id += 1) {
    const end = pieceEnds[id] ?? 0;
    longest = Math.max(longest, end - begin);
    let hash = hashSeed;
    for (let at = begin; at < end; at += 1) hash = hashOn(hash, pieces[at] ?? 0);
    let slot = hash & (size - 1);
    while (slots[slot] !== -1) slot = (slot + 1) & (size - 1);
    slots[slot] = id;
    begin = end;
  }
  const isPiece = (id: number, units: Uint16Array, start: number, end: number) => {
    const begin = id === 0 ? 0 : (pieceEnds[id - 1] ?? 0);
    if ((pieceEnds[id] ?? 0) - begin !== end - start) return false;
    for (let at = start; at < end; at += 1) if (units[at] !== pieces[begin + at - start]) return false;
    return true;
  };
  return (units, start, found) => {
    let hash = hashSeed;
    for (let end = start + 1; end <= Math.min(units.length, start + longest); end += 1) {
      hash = hashOn(hash, units[end - 1] ?? 0);
      for (let slot = hash & (size - 1); slots[slot] !== -1; slot = (slot + 1) & (size - 1)) {
        const id = slots[slot] ?? 0;
        if (!isPiece(id, units, start, end)) continue;
        found(end, id);
        break;
      }
    }
  };
}

const hashSeed = 0x811c9dc5 | 0;

function hashOn(hash: number, unit: number): number {
  const mixed = Math.imul(hash ^ unit, 0x01000193);
  return mixed ^ (mixed >>> 15);
}
