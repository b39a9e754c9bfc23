import { expect, test } from '@jest/globals';
import { runApart } from '../../support/runApart.ts';

test('Discord’s library is loaded for the first account, and not for the channel', () => {
  const seen = runApart(`
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
