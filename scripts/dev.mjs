import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPages } from './buildPages.mjs';
import { devFolder, devSettings } from './devSettings.mjs';
import { root } from './fingerprint.mjs';
import { needNode } from './needNode.mjs';
import { rerun } from './rerun.mjs';
import { seedAndSay } from './seed.mjs';

/*
 * `npm run dev`: the service with a demo town, restarted whenever the program changes; pages are rebuilt when their
 * sources change. The service itself reloads `dialogs/`. Arguments after `--` go to Node, as in `npm run dev --
 * --inspect`.
 */
needNode();
process.chdir(root);
const end = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end.abort());

await seedAndSay();
await rerun({
  words: [
    ...process.argv.slice(2),
    '--disable-warning=ExperimentalWarning',
    fileURLToPath(new URL('../src/main.ts', import.meta.url)),
  ],
  env: devSettings({ folder: devFolder, environment: process.env }),
  folders: ['src', 'adapters', 'locales', 'web'].map((folder) => join(root, folder)),
  before: () => buildPages({ force: false }),
  changed: (message) => console.log(`\n[dev] ${message}`),
  end: end.signal,
});
