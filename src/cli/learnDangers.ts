import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dangerMeaningName, learnDangerMeaning, shippedDangerMeaning } from '../content/dangers/dangerMeaning.ts';
import { dangerLessonsOf } from '../content/dangers/dangersOf.ts';
import { loadContent } from '../content/load/loadContent.ts';
import { storeKept } from '../content/trainingCache.ts';
import { exitWell } from '../exitCodes.ts';
import { readModelId, shippedModel } from '../language/meaning/modelFile.ts';
import { readVectors, shippedVectors } from '../language/meaning/vectors.ts';
import { noArguments } from './noArguments.ts';
import { runCli } from './runCli.ts';

const usage = 'Write: npm run dangers:learn';

/**
 * `npm run dangers:learn`: trains the danger model that ships with the bot, from the vectors of `npm run
 * meaning:vectors`. Takes half a minute; run it after a change of `dialogs/dangers`.
 */
await runCli(usage, async () => {
  noArguments(process.argv.slice(2), usage);
  const { content } = await loadContent(fileURLToPath(new URL('../../dialogs', import.meta.url)), null);
  const lessons = dangerLessonsOf(content);
  const modelId = readModelId(shippedModel);
  const vectors = readVectors(shippedVectors, modelId);
  const found = await learnDangerMeaning(lessons, modelId, async (texts) => {
    const known = texts.map((text) => vectors.get(text));
    const missing = known.filter((vector) => vector === null).length;
    if (missing > 0) throw new Error(`${missing} texts have no vector: run npm run meaning:vectors first.`);
    return known;
  });
  for (const file of await readdir(shippedDangerMeaning).catch(() => []))
    if (file.endsWith('.learnt')) await rm(join(shippedDangerMeaning, file));
  await storeKept(shippedDangerMeaning, dangerMeaningName(lessons, modelId), found);
  console.log(`${found.svm.weights.length} support vectors for ${found.dangers.length} dangers.`);
  return exitWell;
});
