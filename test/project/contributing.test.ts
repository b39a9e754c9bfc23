import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

const at = (path: string) => new URL(`../../${path}`, import.meta.url);
const read = (path: string) => readFileSync(at(path), 'utf8');
const packageJson = JSON.parse(read('package.json')) as {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
};
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version: string }> };

describe('what contributors read', () => {
  const pages = [
    ...['README.md', 'CONTRIBUTING.md', 'AGENTS.md', 'SECURITY.md', 'CODE_OF_CONDUCT.md'],
    ...readdirSync(at('docs'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ];

  test.each(pages)('every npm script that %s names is there', (page) => {
    const named = Array.from(read(page).matchAll(/\bnpm run ([a-z][\w:]*\w)/g), ([, name = '']) => name);
    expect(named.filter((name) => packageJson.scripts[name] === undefined)).toEqual([]);
  });
});

describe('the same Node everywhere', () => {
  const version = lock.packages['node_modules/node']?.version;

  test.each([
    ['.nvmrc', /^(\S+)$/gm],
    ['Dockerfile', /^FROM node:([\d.]+)/gm],
    ['.devcontainer/Dockerfile', /^FROM node:([\d.]+)/gm],
  ])('%s', (file, pattern) => {
    const versions = new Set(Array.from(read(file).matchAll(pattern), ([, found]) => found));
    expect([...versions]).toEqual([version]);
  });
});

describe('docs/dependencies.md', () => {
  const page = read('docs/dependencies.md');

  test('lists what ships, with its licence', () => {
    const listed = Array.from(page.matchAll(/^\| `([^`]+)` \| ([^|]+) \| /gm), ([, name, licence]) => [name, licence]);
    const installed = Object.keys(packageJson.dependencies).map((name) => [name, licenceOf(name)]);
    expect(listed).toEqual(installed);
  });

  test.each(['`botbuilder`', '`telegraf`', 'Node 24'])('says by when %s is followed up', (name) => {
    const row = page.split('\n').find((line) => line.startsWith(`| ${name} `));
    expect(row).toMatch(/\| \d{4}-\d{2}-\d{2} \|$/);
  });
});

function licenceOf(name: string): string {
  const { license, licenses } = JSON.parse(read(`node_modules/${name}/package.json`)) as {
    license?: string;
    licenses?: readonly { type: string }[];
  };
  return license ?? (licenses ?? []).map(({ type }) => type).join(' OR ');
}
