import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { temporaryFolder } from '../support/service.ts';
import { followTutorial } from './support/followTutorial.ts';
import { readTutorial, stepsOf } from './support/readTutorial.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const path = findBrowser();

/** Width and height of a picture in PNG, from its header. */
function sizeOf(file: string): readonly number[] {
  const bytes = readFileSync(file);
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

(path === null ? describe.skip : describe)('docs/tutorial.md', () => {
  const folder = temporaryFolder();
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser(path ?? '');
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    folder.remove();
  });

  test('does what it says, step by step, and shows pictures of it', async () => {
    const pictures = await followTutorial(browser, folder.path);
    const shown = pictures.map((picture) => [picture, sizeOf(join(root, 'docs', picture))]);
    const made = pictures.map((picture) => [picture, sizeOf(join(folder.path, picture.replace(/^.*\//, '')))]);
    expect(shown).toEqual(made);
    // A page that shows nothing makes a picture of a few kilobytes.
    for (const picture of pictures) expect(statSync(join(root, 'docs', picture)).size).toBeGreaterThan(20_000);
  }, 600_000);
});

test('clones the repository that publiccode.yml names', () => {
  const [, url] = /^url: (\S+)$/m.exec(readFileSync(join(root, 'publiccode.yml'), 'utf8')) ?? [];
  expect(readTutorial().next('command')).toBe(`git clone ${url}`);
});

test('each command, label, quote and picture of a page is a step, in order', () => {
  const page = [
    'Press **Go** at `http://localhost:8080/`, not `data`.',
    '```sh\nfirst\nsecond\n```',
    '> Said',
    '![A page](images/a.png)',
    'Now make the file `a.yaml`:',
    '```yaml\na:\n  b\n```',
  ];
  expect(stepsOf(page.join('\n\n')).map(({ kind, text }) => [kind, text])).toEqual([
    ['press', 'Go'],
    ['address', 'http://localhost:8080/'],
    ['command', 'first'],
    ['command', 'second'],
    ['see', 'Said'],
    ['picture', 'images/a.png'],
    ['path', 'a.yaml'],
    ['file', 'a:\n  b\n'],
  ]);
});
