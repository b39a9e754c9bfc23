import type { TranscriptTurn } from '../../../core/journal/transcript.ts';
import type { FileRef, InboundContent } from '../../../core/model/message.ts';
import { media } from '../../../core/util/fileType.ts';
import { type Html, html } from '../../html.ts';
import type { PageLanguage } from '../pageLanguage.ts';
import type { PageStrings } from '../strings.ts';

const nothing = html``;

/** The files that a person sent with a message. */
export function sentFiles(content: InboundContent): readonly FileRef[] {
  return content.kind === 'files' ? content.files : [];
}

/** All files of these turns, of both sides. */
export function filesIn(turns: readonly TranscriptTurn[]): readonly FileRef[] {
  return turns.flatMap(({ content }) => [
    ...(content?.inbound ? sentFiles(content.inbound.content) : []),
    ...(content?.outbound ?? []).flatMap(({ files }) => files),
  ]);
}

/** Files of a message as links that save them, pictures with what they show. Nothing where there are none. */
export function fileList(files: readonly FileRef[], language: PageLanguage, chat: PageStrings['chat']): Html {
  if (files.length === 0) return nothing;
  return html`<ul class="files">${files.map((file) => html`<li>${fileLink(file, language, chat)}</li>`)}</ul>`;
}

function fileLink({ id, name, type, size }: FileRef, language: PageLanguage, chat: PageStrings['chat']): Html {
  const { locale, isChosen } = language;
  const address = `/xat/fitxer/${encodeURIComponent(id)}${isChosen ? `?lang=${locale}` : ''}`;
  const picture = type.startsWith('image/')
    ? html`<img src="${address}" alt="${chat.picture}" loading="lazy">`
    : nothing;
  const facts = [typeName(type), sizeText(size, locale)].filter((fact) => fact !== '').join(', ');
  return html`<a href="${address}" download="${name}">${picture}<span class="filename">${name}</span></a> <span class="facts">${facts}</span>`;
}

/** A media type as people know it: `PDF`; empty for one that is none of ours. */
function typeName(type: string): string {
  const found = Object.values(media).find((each) => each.type === type);
  return found?.endings[0].toUpperCase() ?? '';
}

/** Bytes as a size in kilobytes, or in megabytes from a thousand on. */
function sizeText(bytes: number, locale: string): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1_000));
  const [amount, unit] = kilobytes < 1_000 ? [kilobytes, 'kilobyte'] : [kilobytes / 1_000, 'megabyte'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(amount);
}
