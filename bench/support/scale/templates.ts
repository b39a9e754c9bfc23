import { join } from 'node:path';
import type { Commit, SealedContent } from '../../../src/core/model/commit.ts';
import { createSealer } from '../../../src/journal/sealer.ts';
import { openStores } from '../../../src/store/open.ts';
import { readQuestions } from '../questions.ts';
import { createInstallation } from './installation.ts';
import { startService } from './service.ts';
import { silent } from './silent.ts';
import { openSpreadClients } from './spreadClients.ts';

/** A committed turn and its unsealed content. */
interface TemplateTurn {
  readonly commit: Commit;
  readonly content: SealedContent;
}

/** The turns of one conversation, oldest first. */
export type Template = readonly TemplateTurn[];

/** Questions in each stored conversation, besides the greeting. */
const questions = 2;

/** Runs some conversations with the real service, so that the bulk data looks like real data. */
export async function recordTemplates(count: number): Promise<readonly Template[]> {
  const installation = await createInstallation('sqlite');
  if (installation === null) throw new Error('there is no Redis server on this machine');
  try {
    const service = await startService(installation, 1);
    const clients = await openSpreadClients(service.ports, count);
    const texts = readQuestions();
    const talk = async (number: number) => {
      for (let at = 0; at < questions; at++)
        await clients.ask(number, texts[(number * 31 + at * 7) % texts.length] ?? '');
    };
    await Promise.all(Array.from({ length: count }, (_, number) => talk(number)));
    clients.close();
    await service.stop();
    return await readTemplates(installation);
  } finally {
    await installation.close();
  }
}

async function readTemplates({ dataDir, masterKey }: { dataDir: string; masterKey: Uint8Array }) {
  const { store, keyring } = await openStores({
    ...{ dataDir, keysDir: join(dataDir, 'keys'), masterKey, mongoUri: null, mongoKeysUri: null },
    log: silent,
  });
  const sealer = createSealer({ keys: keyring, secret: keyring.derive('sealer') });
  const found = new Map<string, TemplateTurn[]>();
  const { commits } = await store.journal.scan(null, 1_000_000);
  for (const commit of commits) {
    const content = await sealer.open(commit);
    if (content === null) throw new Error('a conversation that was just held cannot be read');
    found.set(commit.conversation, [...(found.get(commit.conversation) ?? []), { commit, content }]);
  }
  await store.close();
  await keyring.close();
  // The journal also holds the city's own records.
  return [...found.values()].filter((turns) => turns.length === questions + 1);
}
