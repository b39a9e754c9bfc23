const bold = String.raw`\*\*([^*\n]+)\*\*`;
const link = String.raw`\[([^\]\n]*)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+|tel:[^\s)]+)\)`;
/** What Discord itself takes for an address, marks inside it included; but no bracket at its end. */
const bareUrl = String.raw`https?:\/\/[^\s<>]+[^<>.,:;"'\]\s]`;
/** One that would be taken to go on into the escaped bracket behind it. */
const crampedUrl = String.raw`(${bareUrl})(?=[.,:;"'\]]*[<>])`;

/**
 * Light Markdown in Discord's dialect. Everything else that would mean something there (emphasis, spoilers, code,
 * headings, quotes, mentions, numbered lists that it would count anew) is escaped, so that people read what was written.
 */
export function toDiscord(markdown: string): string {
  return escapeLines(convert(markdown));
}

/** Plain text for Discord: nothing in it means anything there, but addresses can be followed. */
export function plainToDiscord(text: string): string {
  const tokens = new RegExp(`${crampedUrl}|${bareUrl}`, 'g');
  return escapeLines(
    replaceEach(text, tokens, escapeMarks, (url, cramped) => (cramped === undefined ? url : `<${url}>`)),
  );
}

function convert(markdown: string): string {
  const tokens = new RegExp(`${link}|${bold}|${crampedUrl}|${bareUrl}`, 'g');
  const written = replaceEach(markdown, tokens, escapeMarks, (whole, words, url, strong, cramped) => {
    if (url !== undefined) return toLink(words ?? '', url);
    if (strong !== undefined) return strong.trim() === '' ? escapeMarks(whole) : `**${convert(strong)}**`;
    return cramped === undefined ? whole : `<${cramped}>`;
  });
  // One bold stretch right behind another would be read as four asterisks.
  return written.replaceAll('****', '');
}

function toLink(words: string, url: string): string {
  const plain = words.replace(new RegExp(bold, 'g'), '$1');
  const target = url.replace(/^(?:mailto|tel):/, '');
  // Discord links the web only; other addresses are shown.
  if (target !== url) return escapeMarks(plain === '' || plain === target ? target : `${plain} (${target})`);
  return plain === '' || plain === url ? url : `[${escapeMarks(plain)}](<${url.replace(/[<>]/g, encodeURIComponent)}>)`;
}

function escapeMarks(text: string): string {
  return text.replace(/[\\*_~`|<>[#]|@(?=everyone|here)/g, '\\$&');
}

/** What means something at the beginning of a line only. */
function escapeLines(text: string): string {
  return text.replace(/^([ \t]*(?:- )*)(\d+)([.)])/gm, '$1$2\\$3').replace(/^([ \t]*)\+/gm, '$1\\+');
}

/** Rewrites what a pattern finds in one way, and all between in another. */
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
