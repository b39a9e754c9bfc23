import { locales } from '../../core/model/locale.ts';
import type { FaqEntry } from '../schema/faq.ts';

/** A link of an entry, once for each address. */
interface EntryLink {
  readonly entry: string;
  readonly url: string;
}

/** Characters of an address in a text; what closes a link of Markdown or a sentence is none of it. */
const address = /\bhttps?:\/\/[^\s<>()[\]"'«»“”]+/g;

/** The pages to which an entry leads: its sources, and what its texts link. */
export function linksIn({ id, source, answer, plain, aspects, exceptions }: FaqEntry): readonly EntryLink[] {
  const sides = [...Object.values(aspects ?? {}), ...(exceptions ?? [])];
  const texts = [answer, plain, ...sides.map((side) => side.answer)].flatMap((text) =>
    text === undefined ? [] : locales.map((locale) => text[locale]),
  );
  const written = texts.flatMap((text) => text.match(address) ?? []).map((url) => url.replace(/[.,;:!?*_`]+$/, ''));
  const urls = [source.url, ...sides.flatMap((side) => side.source?.url ?? []), ...written];
  return [...new Set(urls)].filter((url) => URL.canParse(url)).map((url) => ({ entry: id, url }));
}
