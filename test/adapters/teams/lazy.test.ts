import { expect, test } from '@jest/globals';
import { runApart } from '../../support/runApart.ts';

const loaded = `
  import { createRequire } from 'node:module';
  const isLoaded = () => Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes('/botbuilder'));
`;

test('the SDK is loaded for the first account, and not for the channel', () => {
  const seen = runApart(`${loaded}
    const { platform } = await import('./adapters/teams/index.ts');
    const log = { info() {}, warn() {}, error() {} };
    const channel = platform.createChannel({ publicUrl: 'http://127.0.0.1:1', secret: new Uint8Array(32), clock: Date.now, log });
    const before = isLoaded();
    const settings = platform.readSettings({ identity: 'none' });
    await channel.open({ account: () => ({ id: 'desk', name: 'Desk' }), secrets: {}, settings, failed() {} });
    console.log(before, isLoaded());
    process.exit();
  `);
  expect(seen).toBe('false true');
});
