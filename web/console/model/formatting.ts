/** Light formatting of a reply, as `parseLightMarkdown` reads it. */
export const textFormats = ['bold', 'list', 'link'] as const;
export type TextFormat = (typeof textFormats)[number];

/** A text, and what of it is selected. */
export interface Selected {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Channels that show a text as it was typed. */
const plainChannels: readonly string[] = ['open311', 'terminal'];

export const canFormat = (channel: string): boolean => !plainChannels.includes(channel);

/**
 * Formats what is selected, or takes the format off; where nothing is, `word` is put there to be written over. What is to be
 * written next is selected.
 */
export function formatted(given: Selected, format: TextFormat, word: string): Selected {
  if (format === 'list') return listed(given);
  const { text, start, end } = given;
  const chosen = text.slice(start, end).trim();
  const before = text.slice(0, start + text.slice(start, end).search(/\S|$/));
  const after = text.slice(before.length + chosen.length);
  const put = (left: string, middle: string, right: string): Selected => ({
    text: before + left + middle + right + after,
    start: before.length + left.length,
    end: before.length + left.length + middle.length,
  });
  if (format === 'link') {
    if (/^https?:\/\/\S+$/.test(chosen)) return put('[', word, `](${chosen})`);
    return put(`[${chosen === '' ? word : chosen.replaceAll('\n', ' ')}](`, 'https://', ')');
  }
  if (before.endsWith('**') && after.startsWith('**'))
    return {
      text: before.slice(0, -2) + chosen + after.slice(2),
      start: before.length - 2,
      end: before.length - 2 + chosen.length,
    };
  // Bold ends with its line.
  const [first = word, ...others] = chosen === '' ? [] : chosen.split('\n');
  return put('**', [first, ...others].join('**\n**').replaceAll('****', ''), '**');
}

/** The lines that are selected as items of a list, or, where all of them are, as lines again. */
function listed({ text, start, end }: Selected): Selected {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end);
  const lines = text.slice(from, to).split('\n');
  const isList = lines.every((line) => line.startsWith('- '));
  const changed = lines.map((line) => (isList ? line.slice(2) : line.startsWith('- ') ? line : `- ${line}`)).join('\n');
  const until = from + changed.length;
  return { text: text.slice(0, from) + changed + text.slice(to), start: lines.length === 1 ? until : from, end: until };
}
