import type { ShownBlock, ShownSpan } from '../../src/core/ports/adapter.ts';

/** An escaped character, bold marks, a masked link, an address in brackets, a bare address. */
const token =
  /\\([^a-zA-Z0-9\s])|(\*\*)|\[((?:\\.|[^\]\\\n])*)\]\(<([^>\s]*)>\)|<(https?:\/\/[^>\s]+)>|(https?:\/\/[^\s<>]+[^<>.,:;"'\]\s])/g;

/** Reads the dialect that `toDiscord` writes as blocks: what Discord shows of it. */
export function readDialect(content: string): readonly ShownBlock[] {
  const blocks: { kind: ShownBlock['kind']; lines: (readonly ShownSpan[])[] }[] = [];
  let isOver = true;
  for (const line of content.split('\n')) {
    const item = /^\s*- (.*)$/.exec(line)?.[1];
    const kind = item === undefined ? 'paragraph' : 'list';
    const last = blocks.at(-1);
    if (line.trim() === '') isOver = true;
    else {
      if (last === undefined || isOver || last.kind !== kind) blocks.push({ kind, lines: [spansOf(item ?? line)] });
      else last.lines.push(spansOf(item ?? line));
      isOver = false;
    }
  }
  return blocks;
}

function spansOf(line: string): readonly ShownSpan[] {
  const spans: ShownSpan[] = [];
  let bold = false;
  let from = 0;
  const add = (text: string, href: string | null) => {
    const last = spans.at(-1);
    if (text === '') return;
    if (last !== undefined && last.bold === bold && last.href === null && href === null)
      spans.splice(-1, 1, { ...last, text: last.text + text });
    else spans.push({ text, bold, href });
  };
  for (const match of line.matchAll(token)) {
    const [whole, escaped, strong, label, target, bracketed, bare] = match;
    add(line.slice(from, match.index), null);
    from = match.index + whole.length;
    if (escaped !== undefined) add(escaped, null);
    else if (strong !== undefined) bold = !bold;
    else if (label !== undefined) add(label.replace(/\\([^a-zA-Z0-9\s])/g, '$1'), target ?? null);
    else add(bracketed ?? bare ?? '', bracketed ?? bare ?? null);
  }
  add(line.slice(from), null);
  return spans;
}
