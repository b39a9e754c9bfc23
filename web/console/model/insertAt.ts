import type { Selected } from './formatting.ts';

/**
 * Puts a text where somebody writes: within a line as it is, in place of what is selected; between lines, at the end and at the
 * beginning as a paragraph of its own. What is to be written next comes behind it.
 */
export function insertAt({ text, start, end }: Selected, inserted: string): Selected {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const isParagraph = after.trim() === '' || before.trim() === '' || before.endsWith('\n');
  const lead = isParagraph ? paragraph(before.trimEnd(), '') : before;
  const tail = isParagraph ? paragraph('', after.trimStart()) : after;
  const caret = lead.length + inserted.length;
  return { text: lead + inserted + tail, start: caret, end: caret };
}

/** A text with the empty line that parts it from its neighbour; nothing where there is none. */
function paragraph(before: string, after: string): string {
  return before + after === '' ? '' : `${before}\n\n${after}`;
}
