import type { ShownBlock, ShownSpan } from '../ports/adapter.ts';

const token = /<(\/?)(\w+)(?:\s+href="([^"]*)")?\s*\/?>|([^<]+)/g;
const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/**
 * Reads the few tags that renderers write (`b`, `strong`, `a`, `p`, `br`, `ul`, `li`) as blocks: what a platform shows
 * of them. Lines end at line breaks, paragraphs at empty lines.
 */
export function readTags(html: string): readonly ShownBlock[] {
  const blocks: { kind: ShownBlock['kind']; lines: ShownSpan[][] }[] = [];
  let line: ShownSpan[] | null = null;
  let list = false;
  let bold = 0;
  let href: string | null = null;

  const begin = (): ShownSpan[] => {
    const last = blocks.at(-1);
    const kind = list ? 'list' : 'paragraph';
    line = [];
    if (last === undefined || last.kind !== kind || isOver) blocks.push({ kind, lines: [line] });
    else last.lines.push(line);
    isOver = false;
    return line;
  };
  /** Whether the next line begins a block. */
  let isOver = true;
  const end = () => {
    if (line === null || line.length === 0) isOver = true;
    line = null;
  };

  for (const [, closing, tag, address, text] of html.matchAll(token)) {
    if (text !== undefined) {
      for (const [index, part] of text.split('\n').entries()) {
        if (index > 0) end();
        if (part !== '') (line ?? begin()).push({ text: unescaped(part), bold: bold > 0, href });
      }
    } else if (tag === 'b' || tag === 'strong') bold += closing ? -1 : 1;
    else if (tag === 'a') href = closing ? null : unescaped(address ?? '');
    else if (tag === 'br') end();
    else {
      line = null;
      if (tag === 'ul') list = !closing;
      if (tag !== 'li') isOver = true;
    }
  }
  return blocks;
}

function unescaped(text: string): string {
  return text.replace(/&(?:lt|gt|quot|amp);/g, (entity) => entities[entity] ?? entity);
}
