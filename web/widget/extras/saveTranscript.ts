import type { ShownMessage } from '../conversationLog.ts';
import type { WidgetStrings } from '../strings.ts';
import { make } from '../view/dom.ts';

/** Saves the conversation as a text file, on the device alone. */
export function saveTranscript(entries: readonly ShownMessage[], strings: WidgetStrings): void {
  const dates = new Intl.DateTimeFormat(strings.dates(), { dateStyle: 'short', timeStyle: 'short' });
  const lines = entries.map(({ at, from, text, files, speaker }) => {
    const said = [text.replaceAll('**', ''), ...files.map(({ name }) => strings('file', { name }))];
    const who = speaker ? `${speaker}:` : strings(from === 'bot' ? 'bot' : 'you');
    return `[${dates.format(at)}] ${who} ${said.filter(Boolean).join('\n')}\n`;
  });
  const href = URL.createObjectURL(new Blob([lines.join('\n')], { type: 'text/plain' }));
  make('a', { href, download: `${strings('log')}.txt` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
