/**
 * `node bench/matchingLessons.ts`: prints, as JSON, what scripts/matching/ learns from: the texts of the services that ship, how people
 * ask for them, and the conversations for training.
 */
import { fileURLToPath } from 'node:url';
import { folderSource } from '../src/content/documents/source.ts';
import { loadContent } from '../src/content/load/loadContent.ts';
import { serviceTextsOf } from '../src/content/understanding/lessonsOf.ts';
import { readTrainingDialogues } from '../src/language/understanding/trainingDialogues.ts';

const folder = fileURLToPath(new URL('../dialogs', import.meta.url));
const { content } = await loadContent(folderSource(folder), null);
process.stdout.write(JSON.stringify({ services: serviceTextsOf(content), dialogues: readTrainingDialogues() }));
