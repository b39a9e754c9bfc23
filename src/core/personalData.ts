/** Kinds of identifiers that a person should not need to write in a chat. */
export type PersonalDataKind = 'dni' | 'iban' | 'card' | 'phone' | 'email';

/**
 * Shapes of identifiers. Order matters: a longer shape is masked before a shorter one can match a part of it.
 * Formats: DNI and NIE per Spain's Real Decreto 1553/2005 and Orden INT/2058/2008; IBAN per ISO 13616.
 */
const shapes: readonly { readonly kind: PersonalDataKind; readonly shape: RegExp }[] = [
  { kind: 'email', shape: /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu },
  { kind: 'iban', shape: /\b[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){4,7}\b/gi },
  { kind: 'card', shape: /\b\d{4}(?:[ -]?\d{4}){3}\b/g },
  { kind: 'dni', shape: /\b(?:\d{8}|[xyz]-?\d{7})[ -]?[a-z]\b/gi },
  {
    kind: 'phone',
    shape:
      /(?<![\d+])(?:\+?34[ -]?)?[6789]\d{2}(?:[ .-]?\d{3}){2}(?!\d)|(?<![\d+])(?:\+?34[ -]?)?[6789]\d{2}(?:[ .-]?\d{2}){3}(?!\d)/g,
  },
];

/** A text with each identifier replaced, and the kinds that were found. */
export function maskPersonalData(
  text: string,
  replacement: (kind: PersonalDataKind) => string,
): { text: string; kinds: readonly PersonalDataKind[] } {
  const kinds = new Set<PersonalDataKind>();
  let masked = text;
  for (const { kind, shape } of shapes) {
    masked = masked.replace(shape, () => {
      kinds.add(kind);
      return replacement(kind);
    });
  }
  return { text: masked, kinds: [...kinds] };
}
