import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { openBotFrameworkClients } from './botFrameworkClients.ts';
import { openDirectLineClients } from './directLineClients.ts';
import type { Ask } from './load.ts';
import { type ServerProcess, startServer } from './server.ts';

/** A system whose turns are measured. */
interface TurnPeer {
  readonly name: string;
  start(): Promise<ServerProcess>;
  open(port: number): Promise<{ ask: Ask; close(): void }>;
}

/** Limits raised for a load generator, which has one address. */
const unlimited = {
  MESSAGES_BURST: '1000000',
  MESSAGES_PER_MINUTE: '1000000',
  WEBCHAT_STARTS_PER_MINUTE: '1000000',
  WEBCHAT_POSTS_PER_MINUTE: '1000000',
  CASES_PER_ADDRESS: '1000000',
};

/** The systems in the order in which they are measured. `before`: another tree of this project; `close` removes their data. */
export function openTurnPeers({ conversations, before }: { conversations: number; before: string | null }): {
  readonly peers: readonly TurnPeer[];
  close(): void;
} {
  const folders: string[] = [];
  const newFolder = (): string => {
    const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'finestreta-bench-'));
    folders.push(folder);
    return folder;
  };
  const here = new URL('../../', import.meta.url);
  const service = (name: string, tree: URL, env: Readonly<Record<string, string>> = {}): TurnPeer => {
    const dataDir = newFolder();
    const script = new URL('bench/peers/finestreta.mjs', tree);
    return {
      name,
      start: () => startServer(script, [], { ...unlimited, DATA_DIR: dataDir, ...env }, fileURLToPath(tree)),
      open: (port) => openDirectLineClients(port, conversations),
    };
  };
  const botFramework = (name: string, script: string, args: () => readonly string[] = () => []): TurnPeer => ({
    name,
    start: () => startServer(new URL(`bench/peers/${script}`, here), args(), {}),
    open: openBotFrameworkClients,
  });
  const trees = [
    ...(before === null ? [] : [{ end: ', before', tree: pathToFileURL(`${before}/`) }]),
    { end: '', tree: here },
  ];
  return {
    peers: [
      ...trees.map(({ end, tree }) => service(`finestreta${end}`, tree)),
      ...trees.map(({ end, tree }) => service(`finestreta${end}, words alone`, tree, { MEANING: 'off' })),
      botFramework('botbuilder echo (memory)', 'echoBot.mjs'),
      botFramework('botbuilder + nlp.js (memory)', 'nlpBot.mjs'),
      botFramework('botbuilder + nlp.js (durable)', 'nlpBot.mjs', () => [join(newFolder(), 'state.db')]),
    ],
    close() {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}
