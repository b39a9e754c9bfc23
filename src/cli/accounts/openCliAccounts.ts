import { randomUUID } from 'node:crypto';
import { readWebchatSettings } from '../../../adapters/webchat/index.ts';
import { createRegistry, type Registry } from '../../accounts/registry.ts';
import { openAllStores } from '../../composition/allStores.ts';
import { openContentToRead } from '../../composition/contentStore.ts';
import { learntAhead } from '../../composition/learntAhead.ts';
import { openApiKeys } from '../../composition/open311Account.ts';
import { createPlatforms, type LoadPlatform } from '../../composition/platforms.ts';
import { openWebchat, webchatPlatform } from '../../composition/webchat.ts';
import { type Config, type Environment, readConfig } from '../../config.ts';
import type { Content } from '../../content/content.ts';
import { folderSource } from '../../content/documents/source.ts';
import { loadContent } from '../../content/load/loadContent.ts';
import { createParsedCache } from '../../content/load/parsedFiles.ts';
import type { ApiKeys } from '../../core/journal/apiKeys.ts';
import { createRecentCommits } from '../../core/journal/recentCommits.ts';
import { createRecordLog } from '../../core/journal/recordLog.ts';
import { createTranscript } from '../../core/journal/transcript.ts';
import type { StaffStore } from '../../core/ports/staffStore.ts';
import { senderBehind } from '../../http/clientAddress.ts';
import { createFourEyes } from '../../identity/fourEyes.ts';
import { createStaffNotes } from '../../identity/record.ts';
import { createFileStore } from '../../journal/fileStore.ts';
import { createSealer } from '../../journal/sealer.ts';
import { openCoordination } from '../../store/coordination.ts';
import { announceInstallation, logForCli } from '../openForCli.ts';

/** The accounts over the data of the service, which may be running, and what is needed to check their definitions. */
export interface CliAccounts {
  readonly config: Config;
  readonly registry: Registry;
  /** The staff directory. */
  readonly people: StaffStore;
  /** The keys of programs that file requests. */
  readonly keys: ApiKeys;
  readonly loadPlatform: LoadPlatform;
  readonly derive: (purpose: string) => Uint8Array;
  /** The bot's content as it is now. */
  content(): Promise<Content>;
  close(): Promise<void>;
}

/** Opens no more than that: the index of questions, which takes a while to train, is not needed. */
export async function openCliAccounts(env: Environment, base: string): Promise<CliAccounts> {
  const config = readConfig(env, base);
  const settings = readWebchatSettings(env);
  const log = logForCli(env);
  const coordination = await openCoordination({ redisUrl: config.redisUrl, log });
  const stores = await openAllStores(config, 'command', log).catch(async (error: unknown) => {
    await coordination.close();
    throw error;
  });
  announceInstallation(config, stores.id);
  const { store, keyring, people } = stores;
  const { journal } = store;
  const sealer = createSealer({ keys: keyring, secret: keyring.derive('sealer') });
  const { pubsub, limit } = coordination;
  const { quota, floor } = config.files;
  const files = createFileStore({ files: store.files, keys: keyring, quota, floor, clock: Date.now });
  const readTranscript = createTranscript(journal, sealer, createRecentCommits(Date.now));
  const senderOf = senderBehind(config.trustProxy);
  const webchat = webchatPlatform(settings, (channel) =>
    openWebchat({
      channel,
      readTranscript,
      files,
      processes: { pubsub, limit },
      quickExit: () => '',
      proves: false,
      settings,
      senderOf,
    }),
  );
  const records = createRecordLog({ journal, sealer, clock: Date.now, newId: randomUUID });
  const fourEyes = createFourEyes({
    tenant: config.tenant,
    store: people,
    notes: createStaffNotes(records, config.tenant, Date.now),
  });
  const inFiles = async () => folderSource(config.dialogsDir);
  const { source } =
    config.content === 'files'
      ? { source: inFiles }
      : openContentToRead({ config, records, blobs: store.blobs, pubsub, clock: Date.now });
  return {
    config,
    people,
    keys: openApiKeys(config.tenant, records),
    registry: createRegistry({
      tenant: config.tenant,
      staff: people,
      fourEyes,
      log: records,
      pubsub,
      clock: Date.now,
    }),
    loadPlatform: createPlatforms([webchat]),
    derive: (purpose) => keyring.derive(purpose),
    async content() {
      const parsed = createParsedCache({ folder: config.learntDir, ahead: learntAhead, log });
      return (await loadContent(await source(), null, [await parsed.read()])).content;
    },
    async close() {
      await stores.close();
      await coordination.close();
    },
  };
}
