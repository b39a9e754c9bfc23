import pino from 'pino';
import { exitWell } from '../exitCodes.ts';
import { openMeaning } from '../language/meaning/meaning.ts';
import { readModelId, shippedModel } from '../language/meaning/modelFile.ts';
import { updateVectors, vectorsAhead } from '../language/meaning/vectors.ts';
import { collectTexts } from './meaningTexts.ts';
import { noArguments } from './noArguments.ts';
import { runCli } from './runCli.ts';

const usage = 'Usage: npm run meaning:vectors';

/**
 * `npm run meaning:vectors`: computes ahead the vectors of what the shipped content is learnt from, those that this machine does not have
 * yet. Four minutes on two processors the first time.
 */
await runCli(usage, async () => {
  noArguments(process.argv.slice(2), usage);
  const meaning = openMeaning({ log: pino({ level: 'warn' }, pino.destination(2)), threads: 3 });
  // The threads keep no process alive, but this process must wait for them.
  const alive = setInterval(() => {}, 60_000);
  try {
    const { size, made } = await updateVectors({
      file: vectorsAhead,
      modelId: readModelId(shippedModel),
      texts: await collectTexts(),
      embed: (texts) => meaning.vectorsOf(texts),
    });
    console.log(`${vectorsAhead}: ${size} vectors, ${made} of them made now`);
  } finally {
    clearInterval(alive);
    await meaning.close();
  }
  return exitWell;
});
