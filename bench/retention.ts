import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eraseConversation } from '../src/core/engine/eraseConversation.ts';
import type { Commit } from '../src/core/model/commit.ts';
import { newConversation } from '../src/core/model/conversation.ts';
import type { RetentionPolicy } from '../src/core/model/rights/retention.ts';
import { createSealer } from '../src/journal/sealer.ts';
import { endOfRetention } from '../src/rights/retention/endOf.ts';
import { runRetention } from '../src/rights/retention/runRetention.ts';
import { openKeyring } from '../src/store/keyring/keyring.ts';
import { openMongoStore } from '../src/store/mongo/store.ts';
import { openSqliteStore } from '../src/store/sqlite/store.ts';
import { silent } from './support/scale/silent.ts';
import { printTable } from './support/table.ts';

/**
 * `npm run bench:retention`: the cost of a retention run on SQLite, or on the empty database in MONGODB_URI: going through a
 * journal of BENCH_CONVERSATIONS (30,000) conversations of ten commits each, of which first none and then a thousand are due.
 */
const count = Number(process.env.BENCH_CONVERSATIONS ?? 30_000);
const turns = 10;
const overdue = Math.min(1_000, count);
const dayMs = 86_400_000;
const now = Date.parse('2026-11-27T10:00:00Z');
const zone = 'Europe/Madrid';
const rule = { id: 'conversation', keep: { unit: 'months', amount: 6 }, binding: 'own', cites: [] } as const;
const policy: RetentionPolicy = { conversation: { ...rule, say: { ca: '', es: '', en: '' } }, cases: [] };
const text =
  'Bon dia, voldria saber quan passa la recollida de mobles vells al carrer Major i si cal demanar hora abans.';

const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'finestreta-bench-'));
const keyring = openKeyring({ folder: join(folder, 'keys'), masterKey: null, log: silent });
const uri = process.env.MONGODB_URI ?? '';
const store =
  uri === ''
    ? openSqliteStore({ file: join(folder, 'journal.db'), log: silent })
    : await openMongoStore({ uri, log: silent });
const sealer = createSealer({ keys: keyring, secret: keyring.derive('sealer') });

async function write(number: number): Promise<void> {
  const conversation = sealer.conversationId('default', 'web', `person ${number}`);
  // The first conversations are a year old, the others some months.
  const first = number < overdue ? now - 365 * dayMs : now - (number % 150) * dayMs;
  const state = newConversation(first);
  for (let revision = 1; revision <= turns; revision++) {
    const inbound = { id: `m${revision}`, content: { kind: 'text', text }, localeHint: null } as const;
    const content = { address: { chat: String(number) }, inbound, outbound: [] };
    const commit: Commit = {
      ...{ tenant: 'default', account: 'web', conversation, revision, inboundKey: `i${revision}`, outbox: [] },
      ...{ at: first + revision * 60_000, state, events: [{ type: 'message.received', kind: 'text' }] },
      ...(await sealer.seal(conversation, content, 'current')),
    };
    await store.journal.append(commit);
  }
}

for (let from = 0; from < count; from += 500)
  await Promise.all(Array.from({ length: Math.min(500, count - from) }, (_, at) => write(from + at)));

const deps = {
  ...{ tenant: 'default', journal: store.journal, keys: keyring, policy, log: silent },
  endOf: (keep: Parameters<typeof endOfRetention>[0], from: number) => endOfRetention(keep, zone, from),
};
const { signal: end } = new AbortController();

async function measured(at: number, erase: Parameters<typeof runRetention>[1]['erase']) {
  const processor = process.cpuUsage();
  const begin = performance.now();
  const { erased } = await runRetention(deps, { at, erase, end });
  const { user, system } = process.cpuUsage(processor);
  const stretches = erased.reduce((sum, each) => sum + each.stretches, 0);
  return { stretches, seconds: (performance.now() - begin) / 1000, processor: (user + system) / 1_000_000 };
}

const nothing = await measured(now - 300 * dayMs, null);
const preview = await measured(now, null);
const run = await measured(now, (request) =>
  eraseConversation(
    {
      journal: store.journal,
      sealer,
      clock: () => now,
      staff: { load: store.journal.load, accountOf: () => null },
      sideEffectRunner: {
        follow: async (commit) => void (await keyring.destroy(commit.conversation, commit.keyId)),
      },
    },
    request,
  ),
);

const rows = [
  ['nothing has passed its time', nothing],
  ['preview', preview],
  ['run', run],
] as const;
printTable(
  `${count * turns} commits of ${count} conversations`,
  rows.map(([what, { stretches, seconds, processor }]) => ({
    what,
    erased: stretches,
    seconds: seconds.toFixed(1),
    'processor, s': processor.toFixed(1),
    'commits a second': Math.round((count * turns) / seconds),
  })),
);
await store.close();
await keyring.close();
rmSync(folder, { recursive: true });
