import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { learntDir } from '../../../test/support/service.ts';

/** The service under test, in its own process. */
export interface FuzzedService {
  readonly url: string;
  /** Log lines that no client may cause: internal errors, and lines that are not JSON. */
  faults(): readonly string[];
  /** Null while it runs; else its exit status. */
  ended(): string | null;
  /** Resident memory now, bytes. */
  memory(): number;
  /** A link for the first administrator to sign in. */
  firstLink(): Promise<string>;
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Limits are raised, so that handlers are reached. */
const settings = {
  ...{ PORT: '0', LOG_LEVEL: 'info', TRUST_PROXY: '1', CONSOLE_SECOND_FACTOR: 'off', LEARNT_DIR: learntDir },
  ...{ MESSAGES_BURST: '1000000', MESSAGES_PER_MINUTE: '1000000', CASES_PER_ADDRESS: '1000000' },
  ...{ WEBCHAT_STARTS_PER_MINUTE: '1000000', WEBCHAT_POSTS_PER_MINUTE: '1000000', WEBCHAT_TOKEN_MINUTES: '1440' },
  ...{ WEBCHAT_UPLOADS_PER_ADDRESS: '1000', FILES_CONVERSATION_MB: '1000', FILES_FREE_MB: '0' },
  ...{ WEBCHAT_UPLOADS_AT_ONCE: '1000', WEBCHAT_STREAMS: '100000', WEBCHAT_STREAMS_PER_CONVERSATION: '1000' },
};

export async function startFuzzedService(env: Readonly<Record<string, string>>): Promise<FuzzedService> {
  const all = { ...process.env, ...settings, ...env };
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    cwd: root,
    env: all,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const faults: string[] = [];
  let ended: string | null = null;
  let said = '';
  const closed = new Promise<void>((resolve) => {
    child.once('close', (code, signal) => {
      ended = `${code ?? signal}`;
      resolve();
    });
  });
  const url = await new Promise<string>((resolve, reject) => {
    void closed.then(() => reject(new Error(`the service ended with ${ended} before it was ready:\n${said}`)));
    const read = (line: string) => {
      const found = /is open: (https?:\/\/[^"\s]+)/.exec(line)?.[1];
      if (found) resolve(found);
      if (isFault(line)) faults.push(line.slice(0, 4_000));
      if (said.length < 20_000) said += `${line}\n`;
    };
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', read);
  });
  return {
    url,
    faults: () => faults,
    ended: () => ended,
    memory: () => memoryOf(child),
    firstLink: () => runFirst(all),
    async stop() {
      child.kill('SIGTERM');
      await closed;
    },
  };
}

function isFault(line: string): boolean {
  try {
    return (JSON.parse(line) as { level?: number }).level !== undefined && Number(JSON.parse(line).level) >= 50;
  } catch {
    return line.trim() !== '';
  }
}

function memoryOf({ pid }: ChildProcess): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1_024;
  } catch {
    return 0;
  }
}

async function runFirst(env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, ['src/cli/staff.ts', 'first'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
  await new Promise((resolve) => child.once('close', resolve));
  const link = /http\S+benvinguda#\S+/.exec(said)?.[0];
  if (link === undefined) throw new Error(`no link for the first administrator in:\n${said}`);
  return link;
}
