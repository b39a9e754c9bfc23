import { notifying as ca } from '../../../../locales/areas/ca.json';
import { notifying as en } from '../../../../locales/areas/en.json';
import { notifying as es } from '../../../../locales/areas/es.json';
import type { Locale } from '../../../../src/core/model/locale.ts';
import { useLocale } from '../../strings.ts';

const texts: Readonly<Record<Locale, typeof ca>> = { ca, es, en };

/** The texts of this area: few, so that all languages come with it. */
export const useOwnTexts = (): typeof ca => texts[useLocale()];
