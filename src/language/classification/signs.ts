import { type Kind, kinds } from '../../core/model/kind.ts';
import { readPattern } from './pattern.ts';
import { indexPatterns } from './patternIndex.ts';
import { identifiersIn } from './rules.ts';
import type { PlacedWord } from './wordsOf.ts';

export interface CuesOfKind {
  readonly kind: Kind;
  /** Patterns that indicate the kind without deciding. */
  readonly cues: readonly string[];
}

/**
 * Encodes a text's cues as artificial words, which no person writes, so that they are learnt and found like other
 * words.
 */
type SignsOf = (text: string, words: readonly PlacedWord[]) => readonly string[];

/** Cues that words don't carry. */
const shapes = [
  ['zzlink', /https?:|www\.|\b[\w-]+\.(?:com|net|org|es|cat|example)\b/i],
  ['zzquestion', /[?¿]/],
  ['zzexclaim', /!\s*!|¡/],
  ['zzshout', /\p{Lu}{3,}(?:\P{L}+\p{Lu}{2,}){2}/u],
  ['zzmoney', /€|\$|%/],
] as const;
const mayHoldSome = /[@\d?¿!¡:.€$%]|\p{Lu}{3}/u;
/** A second and third cue of a kind add evidence, a fourth does not. */
const counted = ['zq', 'zr', 'zs'] as const;

/** Compiles the cues of all kinds; training and classification must use the same. */
export function createSigns(files: readonly CuesOfKind[]): SignsOf {
  const index = indexPatterns(
    files.flatMap(({ kind, cues }) =>
      cues.map((cue) => ({ pattern: readPattern(cue), value: { kind: kinds.indexOf(kind) } })),
    ),
  );
  const seen = new Set<object>();
  const counts = new Uint8Array(kinds.length);

  return (text, words) => {
    const signs: string[] = [];
    if (mayHoldSome.test(text)) {
      for (const [name, shape] of shapes) if (shape.test(text)) signs.push(name);
      for (const kind of new Set(identifiersIn(text).map((found) => found.kind)))
        signs.push(`zz${kind}`, 'zzidentifier');
    }
    seen.clear();
    counts.fill(0);
    index.visit(words, (cue) => {
      if (seen.has(cue)) return;
      seen.add(cue);
      (counts[cue.kind] as number)++;
    });
    for (let kind = 0; kind < counts.length; kind++)
      for (let i = 0; i < Math.min(counts[kind] as number, counted.length); i++)
        signs.push(`${counted[i]}${String.fromCharCode(97 + kind)}`);
    return signs;
  };
}
