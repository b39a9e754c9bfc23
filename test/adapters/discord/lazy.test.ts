import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Runs a few lines in a process of their own; resolves to what they print last. */
function run(lines: string): string {
  const inherited = Object.entries(process.env).filter(([key]) => !key.startsWith('NODE_') && !key.startsWith('JEST_'));
  return execFileSync(process.execPath, ['--input-type=module', '-e', lines], {
    cwd: root,
    env: Object.fromEntries(inherited),
    encoding: 'utf8',
  }).trim();
}

test('Discord’s library is loaded for the first account, and not for the channel', () => {
  const seen = run(`
    import { createRequire } from 'node:module';
    const isLoaded = () => Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes('/discord.js/'));
    const { platform } = await import('./adapters/discord/index.ts');
    const log = { info() {}, warn() {}, error() {} };
    const channel = platform.createChannel({ secret: new Uint8Array(32), clock: Date.now, log });
    const before = isLoaded();
    const settings = platform.readSettings({ api: 'http://127.0.0.1:1' });
    const code = await channel.identify({ secrets: { token: 'x' }, settings }).catch((error) => error.code);
    console.log(before, isLoaded(), code);
  `);
  expect(seen).toBe('false true platform.unreachable');
});
