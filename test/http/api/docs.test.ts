import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { describeApi, knownRoutes } from '../../../scripts/docsApi.mjs';
import { openConsole } from './world.ts';

const page = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8');

test('docs/api.md is what `npm run docs:api` makes', () => {
  expect(page).toBe(`${describeApi()}\n`);
});

test('it has the routes that are served, with who may use them', async () => {
  const world = await openConsole({});
  const known = world.api.routes.map(
    ({ method, path, roles, kind }) => [`${method} ${path}`, { roles, kind }] as const,
  );
  await world.close();
  expect(knownRoutes()).toEqual(new Map(known));
});

test('every type that it names is in it, or one of TypeScript itself', () => {
  const code = Array.from(page.matchAll(/^```ts\n([\s\S]*?)^```$/gm), ([, text = '']) => text)
    .join('\n')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/'[^'\n]*'/g, '');
  const named = new Set(Array.from(code.matchAll(/\b[A-Z]\w+/g), ([name]) => name));
  const declared = Array.from(code.matchAll(/^(?:export )?(?:interface|type) (\w+)/gm), ([, name = '']) => name);
  const known = ['Exclude', 'Omit', 'Partial', 'Pick', 'Readonly', 'Record', 'Uint8Array', ...declared];
  expect([...named].filter((name) => !known.includes(name))).toEqual([]);
});
