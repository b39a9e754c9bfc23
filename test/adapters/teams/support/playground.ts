import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Microsoft's own stand-in for Teams, on this machine. */
export interface Playground {
  readonly url: string;
  close(): Promise<void>;
}

const peers = fileURLToPath(new URL('../../../peers/package.json', import.meta.url));

/** Starts the Agents Playground for a bot's endpoint; resolves once it listens. */
export async function openPlayground(endpoint: string, port: number): Promise<Playground> {
  const home = dirname(createRequire(peers).resolve('@microsoft/m365agentsplayground/package.json'));
  const inherited = Object.entries(process.env).filter(([key]) => !key.startsWith('NODE_') && !key.startsWith('JEST_'));
  const child = spawn(
    process.execPath,
    [join(home, 'cli.js'), 'start', '-e', endpoint, '-c', 'msteams', '-p', String(port), '--disable-telemetry'],
    { env: { ...Object.fromEntries(inherited), BROWSER: 'none' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const found = await listening(child);
  return {
    url: `http://localhost:${found}`,
    async close() {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function listening(child: ChildProcess): Promise<string> {
  let written = '';
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8');
      stream?.on('data', (chunk: string) => {
        written += chunk;
        const port = /Listening on (\d+)/.exec(written)?.[1];
        if (port) resolve(port);
      });
    }
    child.once('close', (code) => reject(new Error(`the playground ended with ${code}:\n${written}`)));
  });
}
