import { join } from 'node:path';
import type { Commit } from '../../../src/core/model/commit.ts';
import type { ConversationKey, Keys, Sealer } from '../../../src/core/ports/sealer.ts';
import { deriveSecret } from '../../../src/journal/deriveSecret.ts';
import { createSealer } from '../../../src/journal/sealer.ts';
import { dataFolder } from '../../../src/store/dataFolder.ts';
import { keyRowWithId, newKeyRow, unwrap } from '../../../src/store/keyring/keyRows.ts';
import { newKeyId } from '../../../src/store/mongo/keyring/keyDocument.ts';
import type { KeyRecord, MoveEnd } from '../../../src/store/move/end.ts';
import { openMongoEnd } from '../../../src/store/move/mongoEnd.ts';
import { openSqliteTarget } from '../../../src/store/move/sqliteEnd.ts';
import type { Installation } from './installation.ts';
import { silent } from './silent.ts';
import type { Template } from './templates.ts';

/** Conversations stored at once. */
const batch = 500;

/** The platform's id of a stored conversation. */
export const storedName = (number: number): string => `stored-${number}`;

/** Stores conversations 0 … count - 1 in an empty installation, in bulk, each sealed under its own key. */
export async function storeConversations(
  installation: Installation,
  count: number,
  templates: readonly Template[],
  progress: (done: number) => void,
): Promise<void> {
  const { dataDir, mongoUri, derive } = installation;
  const end =
    mongoUri === null
      ? openSqliteTarget({ journalFile: dataFolder(dataDir).journalFile, keysFolder: join(dataDir, 'keys') }, silent)
      : await openMongoEnd(mongoUri, null, silent);
  const keys = createBulkKeys(deriveSecret(installation.masterKey, 'wrapping'), mongoUri === null ? 'plain' : 'named');
  const sealer = createSealer({ keys, secret: derive('sealer') });
  try {
    for (let from = 0; from < count; from += batch) {
      const numbers = Array.from({ length: Math.min(batch, count - from) }, (_, at) => from + at);
      const commits = await Promise.all(
        numbers.map((number) => commitsOf(number, templates[number % templates.length] as Template, sealer)),
      );
      await Promise.all([end.addCommits(commits.flat()), putKeys(end, keys.take())]);
      progress(from + numbers.length);
    }
  } finally {
    await end.close();
  }
}

async function commitsOf(number: number, template: Template, sealer: Sealer): Promise<readonly Commit[]> {
  const commits: Commit[] = [];
  for (const { commit, content } of template) {
    const conversation = sealer.conversationId(commit.tenant, commit.account, storedName(number));
    const { address, inbound, outbound } = content;
    const sealed = await sealer.seal(conversation, { address, inbound, outbound }, 'current');
    commits.push({
      ...commit,
      conversation,
      inboundKey: sealer.inboundKey(conversation, inbound?.id ?? ''),
      ...sealed,
    });
  }
  return commits;
}

/** Servers answer many concurrent requests faster than sequential ones. */
async function putKeys(end: MoveEnd, records: readonly KeyRecord[]): Promise<void> {
  const share = Math.ceil(records.length / 20);
  const shares = Array.from({ length: 20 }, (_, at) => records.slice(at * share, (at + 1) * share));
  await Promise.all(shares.map((some) => end.keys.put(some)));
}

/** Creates keys in memory, to store many at once. */
function createBulkKeys(wrapping: Uint8Array, ids: 'named' | 'plain'): Keys & { take(): readonly KeyRecord[] } {
  const made = new Map<string, { record: KeyRecord; key: ConversationKey }>();
  const never = () => Promise.reject(new Error('bulk keys are only made'));
  return {
    async current(conversation) {
      const known = made.get(conversation);
      if (known) return known.key;
      const row =
        ids === 'named'
          ? keyRowWithId(wrapping, conversation, newKeyId(conversation, 1))
          : newKeyRow(wrapping, conversation);
      const key = unwrap(wrapping, row);
      if (key === null) throw new Error('a key that was just made does not open');
      made.set(conversation, { record: { ...row, destroyed: false }, key });
      return key;
    },
    find: never,
    fate: never,
    rotate: never,
    destroy: never,
    destroyed: never,
    destroyById: never,
    take() {
      const records = [...made.values()].map(({ record }) => record);
      made.clear();
      return records;
    },
  };
}
