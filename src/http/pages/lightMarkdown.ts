/** A run of text inside a block. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'bold'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly inlines: readonly Inline[] };

export type Block =
  | { readonly kind: 'paragraph'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly (readonly Inline[])[] };

const item = /^\s*(?:[-*•]|(\d{1,3})[.)])\s+(.*)$/;
const span = /\*\*([^*\n]+)\*\*|\[([^[\]\n]+)\]\(([^\s()]+)\)|(https?:\/\/[^\s<>()*]*[^\s<>()*.,;:!?'"»”])/g;

/**
 * Parses the light Markdown that the bot writes (paragraphs, `**bold**`, lists, links to https, mailto and tel) as a
 * tree. It never fails: anything that is not markup is text. Markup reaches a page only through this tree, which the
 * widget turns into nodes and the server into escaped HTML.
 */
export function parseLightMarkdown(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let list: { start: number | null; items: string[] } | null = null;

  const close = () => {
    if (list !== null) blocks.push({ kind: 'list', start: list.start, items: list.items.map(parseInline) });
    else if (lines.length > 0) blocks.push({ kind: 'paragraph', inlines: parseInline(lines.join('\n')) });
    lines = [];
    list = null;
  };

  for (const line of text.split(/\r?\n/)) {
    const found = item.exec(line);
    if (line.trim() === '') close();
    else if (found) {
      const start = found[1] === undefined ? null : Number(found[1]);
      if (list === null || (list.start === null) !== (start === null)) {
        close();
        list = { start, items: [] };
      }
      list.items.push(found[2] ?? '');
    } else if (list !== null && /^\s/.test(line)) list.items.push(`${list.items.pop() ?? ''}\n${line.trim()}`);
    else {
      if (list !== null) close();
      lines.push(line.trim());
    }
  }
  close();
  return blocks;
}

function parseInline(text: string): readonly Inline[] {
  const inlines: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(span)) {
    const [whole, bold, words, target, bare] = match;
    const href = target ?? bare;
    if (href !== undefined && !isSafe(href)) continue;
    inlines.push(...plain(text.slice(end, match.index)));
    end = match.index + whole.length;
    if (bold !== undefined) inlines.push({ kind: 'bold', inlines: parseInline(bold) });
    else if (href !== undefined)
      inlines.push({ kind: 'link', href, inlines: words === undefined ? plain(href) : emphasis(words) });
  }
  inlines.push(...plain(text.slice(end)));
  return inlines;
}

/** The text of a link may be bold; it contains no other link. */
function emphasis(words: string): readonly Inline[] {
  const bold = /^\*\*([^*\n]+)\*\*$/.exec(words)?.[1];
  return bold === undefined ? plain(words) : [{ kind: 'bold', inlines: plain(bold) }];
}

function plain(text: string): readonly Inline[] {
  return text
    .split('\n')
    .flatMap((line, index): Inline[] => [
      ...(index > 0 ? [{ kind: 'break' } as const] : []),
      ...(line === '' ? [] : [{ kind: 'text', text: line } as const]),
    ]);
}

/** Links lead to the web, to a mailbox or to a phone number; a path without a host stays on the same site. */
function isSafe(href: string): boolean {
  return /^(?:https?:\/\/[^\s]|mailto:[^\s]|tel:[+\d])/i.test(href) || /^\/(?![/\\])/.test(href);
}
