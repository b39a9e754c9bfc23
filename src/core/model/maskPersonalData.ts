/** Kinds of identifiers that a person should not need to write in a chat. */
export type PersonalDataKind = 'dni' | 'iban' | 'card' | 'phone' | 'email';

interface IdentifierShape {
  readonly kind: PersonalDataKind;
  /** Fewest digits of a text that holds one. */
  readonly digits: number;
  readonly shape: RegExp;
}

/**
 * Patterns of identifiers, as people type them. Order matters: a longer pattern is masked before a shorter one can
 * match a part of it. Formats: DNI and NIE per Spain's Real Decreto 1553/2005 and Orden INT/2058/2008; IBAN per ISO
 * 13616; a Spanish account without its IBAN prefix (CCC) per the Banco de España.
 */
const shapes: readonly IdentifierShape[] = [
  { kind: 'email', digits: 0, shape: /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu },
  { kind: 'iban', digits: 22, shape: /\bes\d{2}(?:[ .-]?\d){20}(?!\d)/gi },
  // Other countries: after the bank's code every group holds a digit; ordinary words that follow do not.
  {
    kind: 'iban',
    digits: 4,
    shape:
      /\b[a-z]{2}\d{2}[ -]?[a-z0-9]{4}(?:[ -]?(?=[a-z]{0,3}\d)[a-z0-9]{4}){2,6}(?:[ -]?(?=[a-z]{0,2}\d)[a-z0-9]{1,3})?\b/gi,
  },
  { kind: 'iban', digits: 20, shape: /\b\d{4}[ -]?\d{4}[ -]?\d{2}[ -]?\d{10}\b/g },
  { kind: 'card', digits: 15, shape: /\b(?:\d{4}(?:[ -]?\d{4}){3}|3[47]\d{2}[ -]?\d{6}[ -]?\d{5})\b/g },
  { kind: 'dni', digits: 7, shape: /\b[xyz]-?\d{7}[ -]?[a-z](?![\p{L}\p{N}'’])/giu },
  {
    kind: 'dni',
    digits: 7,
    shape: /\b\d{1,2}\.?\d{3}\.?\d{3}(?: ?- ?)?[trwagmyfpdxbnjzsqvhlcke](?![\p{L}\p{N}'’])/giu,
  },
  // After a space, a lower-case letter may be a word: "el 20261124 a les 10".
  { kind: 'dni', digits: 8, shape: /\b\d{8} (?:[TRWAGMYFPDXBNJZSQVHLCKE]|[trwgmfpdxbnjzsqvhlck])(?![\p{L}\p{N}'’])/gu },
  {
    kind: 'phone',
    digits: 9,
    shape:
      /(?<![\d+])(?:(?:\+|00)?34[ .-]?)?(?:[6789]\d{2}(?:[ .-]?\d{3}){2}|[6789]\d{2}(?:[ .-]?\d{2}){3}|[89]\d[ .-]?\d{3}(?:[ .-]?\d{2}){2})(?!\d)/g,
  },
  { kind: 'phone', digits: 8, shape: /(?<![\d+])\+(?!34)[1-9](?:[ .-]?\d){7,13}(?!\d)/g },
];

const noShapes: readonly IdentifierShape[] = [];
/** Fewest digits of an identifier other than an address. */
const fewestDigits = Math.min(...shapes.flatMap(({ kind, digits }) => (kind === 'email' ? [] : [digits])));

/** A text with each identifier replaced, and the kinds that were found. */
export function maskPersonalData(
  text: string,
  replacement: (kind: PersonalDataKind) => string,
): { text: string; kinds: readonly PersonalDataKind[] } {
  const possible = shapesPossibleIn(text);
  if (possible.length === 0) return { text, kinds: [] };
  const kinds = new Set<PersonalDataKind>();
  let masked = text;
  for (const { kind, shape } of possible) {
    masked = masked.replace(shape, () => {
      kinds.add(kind);
      return replacement(kind);
    });
  }
  return { text: masked, kinds: [...kinds] };
}

/** Finds the identifiers in a text, as offsets. Each passage counts once, for the first pattern that matches. */
export function findPersonalData(
  text: string,
): readonly { readonly kind: PersonalDataKind; readonly start: number; readonly end: number }[] {
  const found: { kind: PersonalDataKind; start: number; end: number }[] = [];
  for (const { kind, shape } of shapesPossibleIn(text)) {
    for (const match of text.matchAll(shape)) {
      const start = match.index;
      const end = start + match[0].length;
      if (!found.some((other) => start < other.end && other.start < end)) found.push({ kind, start, end });
    }
  }
  return found;
}

/** Most messages hold no at sign and few digits, so nothing is looked for. */
function shapesPossibleIn(text: string): readonly IdentifierShape[] {
  const digits = countDigits(text);
  const hasAt = text.includes('@');
  if (digits < fewestDigits && !hasAt) return noShapes;
  return shapes.filter((each) => digits >= each.digits && (hasAt || each.kind !== 'email'));
}

function countDigits(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x30 && code <= 0x39) count++;
  }
  return count;
}
