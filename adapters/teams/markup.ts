/** A stretch of text in one style. */
export interface Span {
  readonly text: string;
  readonly bold: boolean;
  /** Target of the link; null for plain text. */
  readonly href: string | null;
}

/** A paragraph of one or more lines, or a list. */
export interface MarkupBlock {
  readonly kind: 'paragraph' | 'list';
  readonly lines: readonly (readonly Span[])[];
}

const link = /\[([^\]\n]*)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+|tel:[^\s)]+)\)/g;
/** Placeholder for a link while bold is parsed, so that either may contain the other. */
const mark = '\ue000';

/** Parses light Markdown (paragraphs, `**bold**`, `- ` lists, links); everything else is text. */
export function parseMarkup(text: string): readonly MarkupBlock[] {
  const blocks: { kind: MarkupBlock['kind']; lines: (readonly Span[])[] }[] = [];
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
  const links: { label: string; href: string }[] = [];
  const marked = line.replaceAll(mark, '').replace(link, (_, label: string, href: string) => {
    links.push({ label, href });
    return mark;
  });
  return marked.split(/\*\*([^*]+)\*\*/).flatMap((part, index) => {
    const bold = index % 2 === 1;
    return part.split(mark).flatMap((text, position) => {
      const before = position === 0 ? undefined : links.shift();
      return [...(before ? linkSpans({ ...before, bold }) : []), ...textSpans({ text, bold })];
    });
  });
}

function linkSpans({ label, href, bold }: { label: string; href: string; bold: boolean }): readonly Span[] {
  const plain = label.replace(/\*\*([^*]+)\*\*/g, '$1');
  const shown = plain.trim() === '' ? href.replace(/^(?:mailto|tel):/, '') : plain;
  return [{ text: shown, bold: bold || plain !== label, href }];
}

function textSpans({ text, bold }: { text: string; bold: boolean }): readonly Span[] {
  return text === '' ? [] : [{ text, bold, href: null }];
}

/** Converts light Markdown to the markup of a Teams message (`textFormat: xml`), with everything else escaped. */
export function toXml(text: string): string {
  const blocks = parseMarkup(text);
  return blocks
    .map(({ kind, lines }, index) => {
      const written = lines.map((line) => line.map(spanXml).join(''));
      if (kind === 'list') return `<ul>${written.map((item) => `<li>${item}</li>`).join('')}</ul>`;
      // Teams sets paragraphs close together; lists have their own spacing.
      const gap = blocks[index - 1]?.kind === 'paragraph' ? '<br/>' : '';
      return `${gap}<p>${written.join('<br/>')}</p>`;
    })
    .join('');
}

function spanXml({ text, bold, href }: Span): string {
  const label = bold ? `<strong>${escapeXml(text)}</strong>` : escapeXml(text);
  return href === null ? label : `<a href="${escapeXml(href)}">${label}</a>`;
}

/** Escapes plain text for a Teams message. */
export function plainToXml(text: string): string {
  // Teams would refuse the whole message for a character that XML does not allow.
  const shown = text.toWellFormed().replaceAll(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
  return `<p>${escapeXml(shown).replaceAll('\n', '<br/>')}</p>`;
}

/** Escapes the characters that have a meaning in XML. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
