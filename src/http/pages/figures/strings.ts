import ca from '../../../../locales/ca.json' with { type: 'json' };
import en from '../../../../locales/en.json' with { type: 'json' };
import es from '../../../../locales/es.json' with { type: 'json' };
import type { Locale, Localised } from '../../../core/model/locale.ts';

/** Texts of the page of figures: its own, and names that the console has already. */
export type FiguresStrings = typeof ca.pages.figures & {
  readonly aspectNames: Readonly<Record<string, string>>;
  readonly languageNames: Readonly<Record<string, string>>;
};

const all: Localised<FiguresStrings> = { ca: of(ca), es: of(es), en: of(en) };

function of({ pages, console: desk }: typeof ca): FiguresStrings {
  return { ...pages.figures, aspectNames: desk.content.aspectNames, languageNames: desk.languages };
}

export function figuresStrings(locale: Locale): FiguresStrings {
  return all[locale];
}

export function languageName({ languageNames }: FiguresStrings, locale: Locale): string {
  return languageNames[locale] ?? locale;
}
