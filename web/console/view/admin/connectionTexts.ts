import { connections as ca } from '../../../../locales/areas/admin/ca.json';
import { connections as en } from '../../../../locales/areas/admin/en.json';
import { connections as es } from '../../../../locales/areas/admin/es.json';
import type { Localised } from '../../../../src/core/model/locale.ts';
import { type ConsoleStrings, useLocale, useStrings } from '../../strings.ts';

const texts: Localised<typeof ca> = { ca, es, en };

/** What the page of connections says; what only administrators read of it is loaded with their area. */
export function useConnectionTexts(): ConsoleStrings['connections'] & typeof ca {
  return { ...useStrings().connections, ...texts[useLocale()] };
}
