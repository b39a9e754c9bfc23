/** A stretch of text that looks alike. */
export interface Span {
  readonly text: string;
  readonly bold: boolean;
  /** Where it leads; null for mere text. */
  readonly href: string | null;
}

/** A paragraph of one or more lines, or a list. */
export interface Block {
  readonly kind: 'paragraph' | 'list';
  readonly lines: readonly (readonly Span[])[];
}

const link = /\[([^\]\n]*)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+|tel:[^\s)]+)\)/g;
/** Stands for a link while bold is looked for, so that either may hold the other. */
const mark = '\ue000';

/** Reads light Markdown (paragraphs, `**bold**`, `- ` lists, links); every other sign is text. */
export function readMarkup(text: string): readonly Block[] {
  const blocks: { kind: Block['kind']; lines: (readonly Span[])[] }[] = [];
  let fresh = true;
  for (const line of text.split('\n')) {
    const item = /^- (.*)$/.exec(line)?.[1];
    const kind = item === undefined ? 'paragraph' : 'list';
    const last = blocks.at(-1);
    if (line.trim() === '') {
      fresh = true;
    } else {
      if (last && !fresh && last.kind === kind) last.lines.push(spansOf(item ?? line));
      else blocks.push({ kind, lines: [spansOf(item ?? line)] });
      fresh = false;
    }
  }
  return blocks;
}

function spansOf(line: string): readonly Span[] {
  const links: { words: string; href: string }[] = [];
  const marked = line.replaceAll(mark, '').replace(link, (_, words: string, href: string) => {
    links.push({ words, href });
    return mark;
  });
  return marked.split(/\*\*([^*]+)\*\*/).flatMap((part, index) => {
    const bold = index % 2 === 1;
    return part.split(mark).flatMap((text, position) => {
      const before = position === 0 ? undefined : links.shift();
      return [...(before ? linkSpans(before, bold) : []), ...textSpans(text, bold)];
    });
  });
}

function linkSpans({ words, href }: { words: string; href: string }, bold: boolean): readonly Span[] {
  const plain = words.replace(/\*\*([^*]+)\*\*/g, '$1');
  const shown = plain.trim() === '' ? href.replace(/^(?:mailto|tel):/, '') : plain;
  return [{ text: shown, bold: bold || plain !== words, href }];
}

function textSpans(text: string, bold: boolean): readonly Span[] {
  return text === '' ? [] : [{ text, bold, href: null }];
}

/** Light Markdown as the markup of a Teams message (`textFormat: xml`): nothing of it can be read as anything else. */
export function toXml(text: string): string {
  const blocks = readMarkup(text);
  return blocks
    .map(({ kind, lines }, index) => {
      const written = lines.map((line) => line.map(spanXml).join(''));
      if (kind === 'list') return `<ul>${written.map((item) => `<li>${item}</li>`).join('')}</ul>`;
      // Teams sets paragraphs close together; lists keep their distance by themselves.
      const room = blocks[index - 1]?.kind === 'paragraph' ? '<br/>' : '';
      return `${room}<p>${written.join('<br/>')}</p>`;
    })
    .join('');
}

function spanXml({ text, bold, href }: Span): string {
  const words = bold ? `<strong>${escapeXml(text)}</strong>` : escapeXml(text);
  return href === null ? words : `<a href="${escapeXml(href)}">${words}</a>`;
}

/** Plain words as the markup of a Teams message: nothing in them means anything but itself. */
export function plainToXml(text: string): string {
  // What XML cannot hold would make Teams refuse the whole message.
  const shown = text.toWellFormed().replaceAll(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
  return `<p>${escapeXml(shown).replaceAll('\n', '<br/>')}</p>`;
}

/** Text in which no sign means anything in XML. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
