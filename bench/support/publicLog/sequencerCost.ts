import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSealer } from '../../../src/journal/sealer.ts';
import { openKeyring } from '../../../src/store/keyring/keyring.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { createEntries } from '../../../src/transparency/entries/createEntries.ts';
import { runSequencer } from '../../../src/transparency/log/sequencer.ts';
import { silent } from '../scale/silent.ts';
import { benchLease, openLogFolder, uncounted } from './grownFolder.ts';
import { benchCommit } from './realEntries.ts';

const perSecond = 100;
const seconds = 20;
const text = 'Bon dia, voldria saber quan passa la recollida de mobles vells i si cal demanar hora abans.';

/**
 * Processor time, milliseconds a message, that the log's own work takes of the service: reading the journal in SQLite, making
 * entries, hashing, signing and writing, at 100 messages a second. Nothing else runs in this process meanwhile.
 */
export async function sequencerCost(): Promise<number> {
  const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'finestreta-bench-'));
  const keyring = openKeyring({ folder: join(folder, 'keyring'), masterKey: null, log: silent });
  const store = openSqliteStore({ file: join(folder, 'journal.db'), log: silent });
  const sealer = createSealer({ keys: keyring, secret: keyring.derive('sealer') });
  const total = perSecond * seconds;
  for (let number = 0; number < total; number += 1) {
    const commit = benchCommit(number, Date.now());
    const inbound = { id: `m${number}`, content: { kind: 'text', text }, localeHint: null } as const;
    const content = { address: { chat: String(number) }, inbound, outbound: [] };
    await store.journal.append({ ...commit, ...(await sealer.seal(commit.conversation, content, 'current')) });
  }
  const { files, batches, signer } = await openLogFolder(join(folder, 'log'));
  const begun = performance.now();
  let read = 0;
  const end = new AbortController();
  const before = process.cpuUsage();
  const running = runSequencer(
    {
      journal: {
        load: store.journal.load,
        // As many as have arrived by now.
        async scan(cursor, limit) {
          const arrived = Math.floor(((performance.now() - begun) / 1000) * perSecond);
          const page = await store.journal.scan(cursor, Math.max(0, Math.min(limit, arrived - read)) || 1);
          if (arrived <= read) return { commits: [], cursor };
          read += page.commits.length;
          return page;
        },
      },
      entriesOf: createEntries({
        tenant: 'default',
        keys: keyring,
        secret: new Uint8Array(32).fill(9),
        roundingMs: 3_600_000,
      }),
      files,
      batches,
      signer,
      ...uncounted,
    },
    benchLease,
    end.signal,
  );
  await sleep(seconds * 1000);
  const { user, system } = process.cpuUsage(before);
  end.abort();
  await running;
  await store.close();
  await keyring.close();
  rmSync(folder, { recursive: true, force: true });
  return (user + system) / 1000 / read;
}
