import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dangerVectorTraining } from '../content/dangers/dangerMeaning.ts';
import { dangerLessonsOf } from '../content/dangers/dangersOf.ts';
import { folderSource } from '../content/documents/source.ts';
import { learnFromVectors, learntName, type VectorTraining } from '../content/learntFromVectors.ts';
import { loadContent } from '../content/load/loadContent.ts';
import { storeKept } from '../content/trainingCache.ts';
import { understandingLessonsOf } from '../content/understanding/lessonsOf.ts';
import { scopeVectorTraining } from '../content/understanding/scopeMeaning.ts';
import { understandingVectorTraining } from '../content/understanding/understandingMeaning.ts';
import { exitWell } from '../exitCodes.ts';
import { readModelId, shippedModel } from '../language/meaning/modelFile.ts';
import { readVectors, vectorsAhead } from '../language/meaning/vectors.ts';
import { scopeLessons } from '../language/scope/scopeLessons.ts';
import { noArguments } from './noArguments.ts';
import { runCli } from './runCli.ts';

const usage = 'Usage: npm run meaning:learn';

/**
 * `npm run meaning:learn`: trains the models over sentence vectors that ship with the bot, from the vectors of `npm run
 * meaning:vectors`. Takes three minutes; run both after a change of `dialogs/`. What already fits is left as it is.
 */
await runCli(usage, async () => {
  noArguments(process.argv.slice(2), usage);
  const { content } = await loadContent(folderSource(fileURLToPath(new URL('../../dialogs', import.meta.url))), null);
  await learnShipped(dangerVectorTraining, dangerLessonsOf(content));
  await learnShipped(scopeVectorTraining, scopeLessons());
  await learnShipped(understandingVectorTraining, understandingLessonsOf(content));
  return exitWell;
});

async function learnShipped<L>(training: VectorTraining<L>, lessons: L): Promise<void> {
  const modelId = readModelId(shippedModel);
  const vectors = readVectors(vectorsAhead, modelId);
  const name = learntName(training, lessons, modelId);
  const files: readonly string[] = await readdir(training.shipped).catch(() => []);
  if (files.includes(`${name}.learnt`)) {
    console.log(`${training.name}: up to date`);
    return;
  }
  const found = await learnFromVectors<L, unknown>(training, lessons, modelId, async (texts) => {
    const known = texts.map((text) => vectors.get(text));
    const missing = known.filter((vector) => vector === null).length;
    if (missing > 0) throw new Error(`${missing} texts have no vector: run npm run meaning:vectors first.`);
    return known;
  });
  for (const file of files) if (file.endsWith('.learnt')) await rm(join(training.shipped, file));
  await storeKept(training.shipped, name, found);
  console.log(`${training.name}: learnt from ${training.textsOf(lessons).length} texts`);
}
