import { buildPages } from '../scripts/buildPages.mjs';
import { readQuestions } from './support/questions.ts';
import { measureByProcesses } from './support/scale/byProcesses.ts';
import { measureBySize } from './support/scale/bySize.ts';
import { measureOpenStreams } from './support/scale/openStreams.ts';
import { readOptions } from './support/scale/options.ts';
import { printProcesses, printSizes, printStreams } from './support/scale/report.ts';
import { recordTemplates } from './support/scale/templates.ts';

/**
 * `npm run bench:scale`: what additional processes gain, and what additional stored conversations cost, on SQLite and on
 * MongoDB (the server in MONGODB_URI, otherwise FerretDB). Linux only: it reads the processor time of each process.
 */
await buildPages({ force: false });
const options = readOptions(process.env);
const texts = readQuestions();
// All servers end with this process.
process.setMaxListeners(50);
const verdicts: boolean[] = [];
for (const kind of options.processes.length > 0 ? options.stores : []) {
  verdicts.push(printProcesses(await measureByProcesses(kind, options, texts), options));
}
for (const kind of options.stores.filter((each) => options.sizes[each].length > 0)) {
  const templates = await recordTemplates(200);
  verdicts.push(printSizes(await measureBySize(kind, options, texts, templates), options));
}
if (options.streams > 0) {
  for (const kind of options.stores) printStreams(await measureOpenStreams(kind, options.streams));
}
process.exit(verdicts.every(Boolean) ? 0 : 1);
