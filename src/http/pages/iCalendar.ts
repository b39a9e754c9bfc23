/**
 * Writes a calendar to subscribe to (iCalendar, RFC 5545).
 * @param lines what the calendar says of itself besides its name, and its events; texts in them are escaped already
 */
export function writeCalendar(
  { product, name }: { readonly product: string; readonly name: string },
  lines: readonly string[],
): string {
  const all = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Finestreta//${product}`,
    `X-WR-CALNAME:${calendarText(name)}`,
    ...lines,
    'END:VCALENDAR',
  ];
  return all.map((line) => `${folded(line)}\r\n`).join('');
}

/** A text as a value: whatever has a special meaning in it is escaped. */
export function calendarText(text: string): string {
  return text
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\r?\n/g, '\\n')
    .replace(/\p{Cc}/gu, ' ');
}

/** Most bytes of a line. */
const widest = 75;

/** A line in pieces of at most 75 bytes, between whole characters. */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let bytes = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    // The space that marks a piece as continued counts, too.
    if (bytes + size > widest - (pieces.length === 0 ? 0 : 1)) {
      pieces.push(piece);
      piece = '';
      bytes = 0;
    }
    piece += character;
    bytes += size;
  }
  return [...pieces, piece].join('\r\n ');
}
