import { saysNumber } from '../../src/core/render/plainText.ts';

const bold = String.raw`\*\*([^*\n]+)\*\*`;
const link = String.raw`\[([^\]\n]*)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+|tel:[^\s)]+)\)`;
/** What Discord recognises as a URL, including any markup in it; but no bracket at its end. */
const bareUrl = String.raw`https?:\/\/[^\s<>]+[^<>.,:;"'\]\s]`;
/** A URL that Discord would extend into the escaped bracket after it. */
const crampedUrl = String.raw`(${bareUrl})(?=[.,:;"'\]]*[<>])`;

/**
 * Converts light Markdown to Discord's dialect. Everything else that Discord would interpret (emphasis, spoilers, code,
 * headings, quotes, mentions, numbered lists that it would renumber) is escaped, so that people read what was written.
 */
export function toDiscord(markdown: string): string {
  return escapeLines(convert(markdown));
}

/** Escapes plain text for Discord; URLs stay clickable. */
export function plainToDiscord(text: string): string {
  const tokens = new RegExp(`${crampedUrl}|${bareUrl}`, 'g');
  return escapeLines(
    replaceEach(text, tokens, escapeMarks, (url, cramped) => (cramped === undefined ? url : `<${url}>`)),
  );
}

function convert(markdown: string): string {
  const tokens = new RegExp(`${link}|${bold}|${crampedUrl}|${bareUrl}`, 'g');
  const written = replaceEach(markdown, tokens, escapeMarks, (whole, label, url, strong, cramped) => {
    if (url !== undefined) return toLink(label ?? '', url);
    if (strong !== undefined) return strong.trim() === '' ? escapeMarks(whole) : `**${convert(strong)}**`;
    return cramped === undefined ? whole : `<${cramped}>`;
  });
  // Discord would read two adjacent bold stretches as four asterisks.
  return written.replaceAll('****', '');
}

function toLink(label: string, url: string): string {
  const plain = label.replace(new RegExp(bold, 'g'), '$1');
  const target = url.replace(/^(?:mailto|tel):/, '');
  if (saysNumber(plain, url)) return escapeMarks(plain);
  // Discord links only web URLs; other addresses are shown.
  if (target !== url) return escapeMarks(plain === '' || plain === target ? target : `${plain} (${target})`);
  if (plain === '' || plain === url) return url;
  const webUrl = url.replace(/[<>]/g, encodeURIComponent);
  // Discord would read an address in the words, too, with the bracket after it.
  if (/https?:\/\//.test(plain)) return `${plainToDiscord(plain)} (<${webUrl}>)`;
  return `[${escapeMarks(plain)}](<${webUrl}>)`;
}

function escapeMarks(text: string): string {
  return text.replace(/[\\*_~`|<>[#]|@(?=everyone|here)/g, '\\$&');
}

/** Markup that has a meaning only at the start of a line. */
function escapeLines(text: string): string {
  return text.replace(/^([ \t]*(?:-[ \t]+)*)(\d+)([.)])/gm, '$1$2\\$3').replace(/^([ \t]*)\+/gm, '$1\\+');
}

/** Rewrites the matches of a pattern in one way, and all text between them in another. */
function replaceEach(
  text: string,
  pattern: RegExp,
  between: (text: string) => string,
  found: (...groups: [string, ...(string | undefined)[]]) => string,
): string {
  let written = '';
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    written += between(text.slice(from, match.index)) + found(match[0], match[1], match[2], match[3], match[4]);
    from = match.index + match[0].length;
  }
  return written + between(text.slice(from));
}
