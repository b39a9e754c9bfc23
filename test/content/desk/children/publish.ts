import { createClock, testDay } from '../../../support/clock.ts';
import { openTestDesk, testContent } from '../../../support/contentDesk.ts';
import { createMemoryKeys, createMemorySealer } from '../../../support/memorySealer.ts';
import { createPubSub } from '../../../support/pubsub.ts';
import { publishedDocuments as documents, openStoreAt } from '../support/publishKills.ts';

/*
 * Writes drafts and publishes them, over and over, until it is killed: `publish.ts STORE ROUND`, where the store is a file or
 * an address. It writes a line before
 * and after whatever it stores, and one for each release that it was told of.
 */
const [where = '', round = ''] = process.argv.slice(2);
const store = await openStoreAt(where);
const reported = async <T>(what: string, work: Promise<T>): Promise<T> => {
  process.stdout.write(`${what}\n`);
  const value = await work;
  process.stdout.write(`${what}, done\n`);
  return value;
};
const { desk } = await openTestDesk(
  {
    journal: { ...store.journal, append: (commit) => reported('append', store.journal.append(commit)) },
    blobs: { ...store.blobs, put: (...given) => reported('put', store.blobs.put(...given)) },
    sealer: createMemorySealer(createMemoryKeys()),
    pubsub: createPubSub(),
    clock: createClock(testDay),
  },
  await testContent(),
);
for (let count = 0; ; count++) {
  for (const document of documents) {
    const { base, text } = await desk.read(document);
    const change = { text: `${(text ?? '').replace(/ {4}# mark .*\n/, '')}    # mark ${round}.${count}\n` };
    await desk.save({ document, base, onto: null, change, by: 'eva' });
  }
  await desk.publish({ note: `${round}.${count}`, at: null, documents: null, by: 'eva' });
  process.stdout.write(`released ${round}.${count}\n`);
}
