import pino from 'pino';
import { exitWell } from '../exitCodes.ts';
import { openMeaning } from '../language/meaning/meaning.ts';
import { readModelId, shippedModel } from '../language/meaning/modelFile.ts';
import { shippedVectors, updateVectors } from '../language/meaning/vectors.ts';
import { collectTexts } from './meaningTexts.ts';
import { noArguments } from './noArguments.ts';
import { runCli } from './runCli.ts';

const usage = 'Usage: npm run meaning:vectors';

/** `npm run meaning:vectors`: computes the missing ones of the vectors that ship with the bot. */
await runCli(usage, async () => {
  noArguments(process.argv.slice(2), usage);
  const meaning = openMeaning({ log: pino({ level: 'warn' }, pino.destination(2)), share: 1 });
  // The thread keeps no process alive, but this process must wait for it.
  const alive = setInterval(() => {}, 60_000);
  try {
    const { size, made } = await updateVectors({
      file: shippedVectors,
      modelId: readModelId(shippedModel),
      texts: await collectTexts(),
      embed: (texts) => meaning.vectorsOf(texts),
    });
    console.log(`${shippedVectors}: ${size} vectors, ${made} of them made now`);
  } finally {
    clearInterval(alive);
    await meaning.close();
  }
  return exitWell;
});
