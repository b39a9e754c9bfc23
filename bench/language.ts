/**
 * `npm run bench:language`: finds the intent among 60, and detects the language, on public data (MASSIVE) with ten examples
 * per intent and language. Prints a table for each and exits 1 when a target is missed.
 */
import { existsSync } from 'node:fs';
import { detectionTable } from './support/detection.ts';
import { readMassive } from './support/massive.ts';
import { retrievalTable } from './support/retrieval.ts';
import { printTable } from './support/table.ts';

const massive = readMassive();
if (massive === null) {
  console.error(
    'The public data is not here. Put the folder that holds dev.tsv and train-10shot-seed1..3.tsv beside the project ' +
      'as ../shared/data/massive, or say where it is: MASSIVE_DIR=/path/to/massive npm run bench:language',
  );
  process.exit(1);
}
if (!existsSync(new URL('../test/peers/node_modules/@nlpjs/basic', import.meta.url))) {
  console.error('@nlpjs/basic is not installed. Run: npm ci --prefix test/peers');
  process.exit(1);
}

const retrieval = await retrievalTable(massive);
printTable('Which of 60 intents: mean of three draws of ten examples, on dev.tsv', retrieval.rows);
const detection = await detectionTable(massive.dev);
printTable('Which language, on dev.tsv', detection.rows);
const missed = [...retrieval.missed, ...detection.missed];
for (const target of missed) console.error(`Missed: ${target}`);
if (missed.length > 0) process.exitCode = 1;
