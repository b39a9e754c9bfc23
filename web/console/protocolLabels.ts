import type { Locale } from '../../src/core/model/locale.ts';
import { contracted } from '../../src/core/util/contracted.ts';
import { interpolate } from '../../src/core/util/interpolate.ts';
import { isDataObject } from './model/content/fields.ts';
import { named, useLocale } from './strings.ts';
import { loadedTexts, type ProtocolLabels } from './texts/index.ts';

export type { ProtocolLabels };

export function useProtocolLabels(): ProtocolLabels {
  return loadedTexts(useLocale()).protocol;
}

/** "2 office hours", or how it is written where that is no duration. */
export function sayDuration(deadline: unknown, strings: ProtocolLabels): string {
  if (!isDataObject(deadline)) return '';
  const { unit, amount } = deadline;
  if (unit === 'at-once') return strings.units['at-once'].one;
  const unitStrings = strings.units[unit as keyof typeof strings.units];
  if (unitStrings === undefined) return String(unit ?? '');
  return interpolate(unitStrings[amount === 1 ? 'one' : 'other'], { amount: String(amount ?? '') });
}

/** What is done, in a few words. `to`: the department to which it is passed on, with its article. */
export function sayAction(action: string, strings: ProtocolLabels, to: string, locale: Locale): string {
  return contracted(interpolate(named(strings.actions, action), { department: to }), locale);
}
