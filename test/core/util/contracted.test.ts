import { expect, test } from '@jest/globals';
import type { Locale } from '../../../src/core/model/locale.ts';
import { contracted } from '../../../src/core/util/contracted.ts';

test.each<[Locale, string, string]>([
  ['ca', 'una persona de el Servei, a els Serveis, per el mes', 'una persona del Servei, als Serveis, pel mes'],
  ['ca', "de l'Oficina de El Prat; vol dir de ell", "de l'Oficina de El Prat; vol dir de ell"],
  ['es', 'una persona de el área pasa a el equipo', 'una persona del área pasa al equipo'],
  ['es', 'de El Prat, de él, de la Oficina', 'de El Prat, de él, de la Oficina'],
  ['en', 'a el b de el c', 'a el b de el c'],
])('%s: %s', (locale, text, said) => {
  expect(contracted(text, locale)).toBe(said);
});
