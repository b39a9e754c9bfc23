const link = /\[([^\]\n]*)\]\([^)\s]*\)/g;
/** After these a full stop ends no sentence, in any of the languages. */
const abbreviation =
  /(?:^|[\s(])(?:art|arts|núm|nº|n|tel|sr|sra|srs|dr|dra|st|sta|pl|av|avda|ctra|pàg|pág|p|ex|ej|etc|aprox|màx|máx|mín|mr|mrs|ms|no|e\.g|i\.e|c|s)\.$/i;
/** Where a sentence may end: before white space and what may begin one. */
const ending = /[.!?…]+["»”')]*(?=\s+[\p{Lu}\p{N}¿¡«“"(])/gu;

/** The sentences of each paragraph of a text in light Markdown; an item of a list is a separate paragraph. */
export function paragraphsOf(text: string): readonly (readonly string[])[] {
  return text
    .replace(link, '$1')
    .replace(/\*\*/g, '')
    .split(/\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)])\s)/)
    .map((paragraph) =>
      splitParagraph(
        paragraph
          .replace(/^\s*(?:[-*•]|\d+[.)])\s+/, '')
          .replace(/\s+/g, ' ')
          .trim(),
      ),
    )
    .filter((sentences) => sentences.length > 0);
}

function splitParagraph(paragraph: string): readonly string[] {
  const sentences: string[] = [];
  let from = 0;
  for (const match of paragraph.matchAll(ending)) {
    const end = match.index + match[0].length;
    if (abbreviation.test(paragraph.slice(0, end))) continue;
    sentences.push(paragraph.slice(from, end).trim());
    from = end;
  }
  const rest = paragraph.slice(from).trim();
  return rest === '' ? sentences : [...sentences, rest];
}

/** How many words a text has, as people count them. */
export function wordCount(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}·'’.,:/-]*/gu)?.length ?? 0;
}
