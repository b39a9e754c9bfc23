import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { createUnitTestFinder } from '../../scripts/unitTests.mjs';
import { temporaryFolder } from '../support/service.ts';

describe('a test is a unit test', () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);
  const write = (name: string, text: string) => {
    const path = join(folder.path, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  write('support/server.ts', `import { createServer } from 'node:http';\nexport const serve = createServer;`);
  write('support/world.ts', `export {\n  serve,\n} from './server.ts';`);
  write('support/types.ts', `import type { Server } from 'node:http';\nimport { join } from 'node:path';`);
  write('support/late.ts', `export const open = () => import('playwright-core');`);
  write('support/circle.ts', `import './circle.ts';\nimport { a } from '../b.test.ts';`);

  test.each([
    ['when it imports nothing of ours', `import { expect } from '@jest/globals';`, true],
    ['when it imports the types of a server', `import { x } from './support/types.ts';`, true],
    ['when files import one another', `import './support/circle.ts';`, true],
    ['but not when it starts a process', `import { spawn } from 'node:child_process';`, false],
    ['nor when what it imports opens a port, far away', `import {\n  serve,\n} from './support/world.ts';`, false],
    ['nor when a browser is loaded later', `import { open } from './support/late.ts';`, false],
  ])('%s', (name, text, expected) => {
    expect(createUnitTestFinder()(write(`${name.replaceAll(' ', '-')}.test.ts`, text))).toBe(expected);
  });

  test('and of the tests of this project, one is and one is not', () => {
    const here = import.meta.dirname;
    const isUnit = createUnitTestFinder();
    expect(isUnit(join(here, 'publiccode.test.ts'))).toBe(true);
    expect(isUnit(join(here, 'seed.test.ts'))).toBe(false);
  });
});
