import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { folderSource } from '../../src/content/documents/source.ts';
import { variantsOf } from '../../src/content/entries.ts';
import { loadContent } from '../../src/content/load/loadContent.ts';
import { createDetector } from '../../src/language/detection/index.ts';
import type { Utterance } from './massive.ts';
import { mean, percent } from './measures.ts';

const targets = { written: 0.975, accentless: 0.965, three: 0.93, megabytes: 20 } as const;

/** How often the shipped detector, trained on the shipped phrasings, finds the language of an utterance. */
export async function detectionTable(dev: readonly Utterance[]) {
  const { content } = await loadContent(folderSource(fileURLToPath(new URL('../../dialogs', import.meta.url))), null);
  const phrases = variantsOf(content).flatMap(({ variants }) => variants);
  const before = memory();
  const detector = createDetector(phrases);
  const megabytes = (memory() - before) / 2 ** 20;
  const share = (change: (text: string) => string) =>
    mean(dev.map(({ text, locale }) => Number(detector.detect(change(text)).locale === locale)));
  const written = share((text) => text);
  const accentless = share((text) => text.normalize('NFD').replace(/\p{M}/gu, ''));
  const three = share((text) => text.split(' ').slice(0, 3).join(' '));
  const missed = [];
  if (written < targets.written) missed.push('language as written at least 97.5 %');
  if (accentless < targets.accentless) missed.push('language without accents at least 96.5 %');
  if (three < targets.three) missed.push('language of the first three words at least 93 %');
  if (megabytes >= targets.megabytes) missed.push('language detection under 20 MB');
  const row = {
    detector: 'Finestreta',
    'as written': percent(written),
    'without accents': percent(accentless),
    'first three words': percent(three),
    'memory MB': megabytes.toFixed(1),
  };
  return { rows: [row], missed };
}

/** Bytes in use after a full collection. */
function memory(): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
