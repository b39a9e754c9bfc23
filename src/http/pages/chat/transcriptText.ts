import type { TranscriptTurn } from '../../../core/journal/transcript.ts';
import type { Locale } from '../../../core/model/locale.ts';
import { type FileRef, visibleText } from '../../../core/model/message.ts';
import { toPlainText } from '../../../core/render/plainText.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import type { PageStrings } from '../strings.ts';
import { sentFiles } from './files.ts';
import { ratingIn } from './rating.ts';

/** A conversation as its person may keep it: who said what and when, as plain text. */
export function transcriptText(
  turns: readonly TranscriptTurn[],
  {
    chat,
    locale,
    timeZone,
  }: { readonly chat: PageStrings['chat']; readonly locale: Locale; readonly timeZone: string },
): string {
  const dates = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone,
  });
  const linesOf = (text: string, files: readonly FileRef[]) =>
    [text, ...files.map(({ name }) => interpolate(chat.file, { name }))].filter((each) => each !== '').join('\n');
  return turns
    .flatMap(({ at, content, lost }) => {
      const line = (who: string, text: string) => `[${dates.format(at)}] ${who}: ${text}\n`;
      if (lost) return [line(chat.bot, chat.lost)];
      if (content === null || ratingIn(content.inbound) !== null) return [];
      const { inbound, outbound } = content;
      const said = inbound === null ? '' : linesOf(visibleText(inbound.content), sentFiles(inbound.content));
      return [
        ...(said === '' ? [] : [line(chat.you, said)]),
        ...outbound.map(({ speaker, text, files }) => line(speaker ?? chat.bot, linesOf(toPlainText(text), files))),
      ];
    })
    .join('\n');
}
