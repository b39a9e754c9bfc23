import { plainWords } from '../util/plainWords.ts';
import { words } from './phrasing.ts';

/* How people ask how something goes that they applied for elsewhere, in Catalan, Spanish and English. Of the languages. */

const progress = new RegExp(
  [
    `(?:^| )any (?:(?:${words('more further new')}) )?(?:progress|news|updates?|word)(?: |$)`,
    '(?:^| )(?:has|did) (?:it|that|anything|mine|there) (?:moved|move|progressed|happened|happen|changed|been any)',
    '(?:^| )(?:how is (?:it|that|mine) (?:going|coming along)|how s it going|where (?:is it|does it stand)|what (?:happened|became) (?:with|of|to) (?:it|that|mine|my))',
    `(?:^| )(?:hi ha|hay|teniu|tienen|tenen|alguna|cap|algun) (?:(?:${words('alguna algun cap ningun res de mes')}) )*(?:novetats?|novedad(?:es)?|noticies|noticias)(?: |$)`,
    '(?:^| )(?:ha (?:avancat|avanzado)|s ha mogut|se ha movido|(?:se )?sabeu? (?:res|algo)|se sabe (?:algo|ya)|se n sap (?:res|alguna cosa)|no (?:en|n|ne) (?:se|sabem|he sabut) res|no (?:se|sabemos|he sabido) nada)(?: |$)',
  ].join('|'),
);
/** A file as the council numbers it: "2024/1187". */
const fileNumber = /(?<![\d/])(?:19|20)\d{2}\/\d{2,8}(?![\d/])/;

/** Whether a text asks whether anything has come of something, or names a file by its number. */
export function asksProgress(text: string): boolean {
  return progress.test(plainWords(text)) || fileNumber.test(text);
}
