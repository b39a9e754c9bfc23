import { widgetExtras as ca } from '../../../locales/ca.json';
import { widgetExtras as en } from '../../../locales/en.json';
import { widgetExtras as es } from '../../../locales/es.json';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { WidgetStrings } from '../strings.ts';

const all: Readonly<Record<'ca' | 'es' | 'en', Readonly<Record<keyof typeof ca, string>>>> = { ca, es, en };

/** A text of the extras in the language of the chat. */
export type ExtraStrings = (key: keyof typeof ca, values?: Readonly<Record<string, string | number>>) => string;

export function extraStrings(strings: WidgetStrings): ExtraStrings {
  return (key, values = {}) => interpolate(all[strings.locale()][key], values);
}
