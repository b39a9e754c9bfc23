import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { withoutPrivileges } from '../composition/support/hardship.ts';
import { buildOnce } from '../support/buildOnce.ts';
import { openConversation } from '../support/directLine.ts';
import { startIn } from '../support/service.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const lastStage =
  textOf('Dockerfile')
    .split(/^FROM /m)
    .at(-1) ?? '';
/** What the image has of ours, as its second stage copies it. */
const copied = Array.from(
  lastStage.matchAll(/^COPY --from=build \/srv\/finestreta\/(\S+) /gm),
  ([, path = '']) => path,
);

describe('the image', () => {
  const tree = mkdtempSync(join(tmpdir(), 'finestreta-image-'));
  const own = copied.filter((path) => path !== 'node_modules');
  const permit = (what: 'a-w' | 'u+w') => spawnSync('chmod', ['-R', what, '.'], { cwd: tree }).status;
  afterAll(() => {
    permit('u+w');
    rmSync(tree, { recursive: true, force: true });
  });
  beforeAll(async () => {
    await buildOnce('Pages');
    await buildOnce('Server');
    for (const path of own) cpSync(join(root, path), join(tree, path), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
    permit('a-w');
  });

  test('is built from what the context holds', () => {
    const ignored = textOf('.dockerignore').split('\n');
    // It is built inside.
    expect(copied.filter((path) => ignored.includes(path))).toEqual(['dist']);
    for (const path of ['web', 'scripts', 'vite.config.ts', 'package-lock.json']) expect(ignored).not.toContain(path);
  });

  test('has every package that the code asks for', () => {
    const { dependencies } = JSON.parse(textOf('package.json')) as { dependencies: Record<string, string> };
    const code = ['src', 'adapters'].flatMap((folder) =>
      readdirSync(join(tree, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(folder, name)),
    );
    const wanted = code.flatMap((path) =>
      Array.from(
        textOf(path).matchAll(/^(?!.*import type).*(?:from|import)\s*\(?\s*'((?:@[\w-]+\/)?[a-z][\w./:-]*)'/gm),
        ([, name = '']) => ({
          path,
          name: name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/'),
        }),
      ),
    );
    expect(wanted.length).toBeGreaterThan(100);
    expect(wanted.filter(({ name }) => !isBuiltin(name) && !(name in dependencies))).toEqual([]);
  });

  test('runs from just these files, none of which it may change', async () => {
    const settings = Array.from(lastStage.matchAll(/\b(NODE_ENV|HOST)=(\S+)/g), ([, key, value]) => [key, value]);
    const data = mkdtempSync(join(tmpdir(), 'finestreta-data-'));
    const before = listing(tree);
    const service = await startIn(tree, withoutPrivileges([process.execPath, 'dist/server/main.js']), {
      ...Object.fromEntries(settings),
      DATA_DIR: data,
    });
    const url = service.url.replace('0.0.0.0', '127.0.0.1');
    for (const page of ['/', '/xat', '/privacitat', '/embed.js', '/readyz']) {
      expect([page, (await fetch(url + page)).status]).toEqual([page, 200]);
    }
    const conversation = await openConversation(url);
    await conversation.post('Bon dia, com em puc empadronar?', 'q1');
    expect((await conversation.answersTo('q1'))[0]?.text).toContain('padró');
    expect(await service.stop('SIGTERM')).toBe(0);
    expect(listing(tree)).toEqual(before);
    rmSync(data, { recursive: true });
  });
});

function listing(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !name.startsWith('node_modules'));
}
