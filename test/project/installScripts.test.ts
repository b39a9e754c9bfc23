import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
};

test('npm ci runs the install scripts of these packages alone', () => {
  // That of onnxruntime-node would fetch libraries for graphics cards: see docs/dependencies.md.
  const scripts = Object.keys(lock.packages).filter((name) => lock.packages[name]?.hasInstallScript === true);
  expect(scripts).toEqual([
    'node_modules/@parcel/watcher',
    'node_modules/@swc/core',
    'node_modules/core-js',
    'node_modules/node',
  ]);
});
