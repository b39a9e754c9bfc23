// A Bot Framework bot that answers with nlp.js, trained on the same questions as ours. Its state is in memory, or in the
// file that its argument names.
import { createRequire } from 'node:module';
import { folderSource } from '../../src/content/documents/source.ts';
import { entriesOf, variantsOf } from '../../src/content/entries.ts';
import { loadContent } from '../../src/content/load/loadContent.ts';
import { startBotFrameworkBot } from './botFrameworkBot.mjs';
import { createDurableStorage } from './durableStorage.mjs';

const require = createRequire(new URL('../../test/peers/package.json', import.meta.url));
const { dockStart } = require('@nlpjs/basic');

const { content } = await loadContent(folderSource(new URL('../../dialogs', import.meta.url).pathname), null);
const dock = await dockStart({ use: ['Basic'], autoLoad: false, autoSave: false });
const nlp = dock.get('nlp');
nlp.settings.log = false;
nlp.settings.autoSave = false;
// One pooled model: @nlpjs/basic has no language detection for Catalan.
nlp.addLanguage('en');
for (const { id, variants } of variantsOf(content)) for (const { text } of variants) nlp.addDocument('en', text, id);
for (const entry of entriesOf(content)) nlp.addAnswer('en', entry.id, entry.answer.ca);
await nlp.train();

const [file] = process.argv.slice(2);
await startBotFrameworkBot(
  async (context) => {
    const { answer } = await nlp.process('en', context.activity.text);
    await context.sendActivity(answer ?? '?');
  },
  file === undefined ? undefined : createDurableStorage(file),
);
