import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { rerun } from '../../scripts/rerun.mjs';
import { temporaryFolder } from '../support/service.ts';
import { until } from '../support/until.ts';

/** Says in a file that it runs, goes on until it is told to stop, and says that, too, when it has finished what it does. */
const runs = (file: string) => `
  const say = (word) => require('node:fs').appendFileSync(${JSON.stringify(file)}, word + '\\n');
  process.on('SIGTERM', () => {
    setTimeout(() => {
      say('end');
      process.exit(0);
    }, 300);
  });
  say('run');
  setInterval(() => {}, 60_000);
`;

describe('a program that is run again when files change', () => {
  const endings: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of endings.splice(0)) await end();
  });

  function setUp() {
    const folder = temporaryFolder();
    const watched = join(folder.path, 'watched');
    mkdirSync(join(watched, 'deep'), { recursive: true });
    const diary = join(folder.path, 'diary');
    writeFileSync(diary, '');
    const end = new AbortController();
    const said: string[] = [];
    let running: Promise<void> = Promise.resolve();
    endings.push(async () => {
      end.abort();
      await running;
      folder.remove();
    });
    const start = (program: string, before: () => Promise<unknown>) => {
      running = rerun({
        words: ['-e', program],
        env: process.env,
        folders: [watched],
        before,
        changed: (message: string) => void said.push(message),
        end: end.signal,
      });
      return running;
    };
    const lines = () => readFileSync(diary, 'utf8').trim().split('\n');
    const starts = () => lines().filter((line) => line === 'run').length;
    const change = (text: string) => writeFileSync(join(watched, 'deep', 'file.ts'), text);
    return { diary, start, lines, starts, change, said, end };
  }

  test('starts again for a change in a folder below, and ends with it', async () => {
    const { diary, start, lines, starts, change, end } = setUp();
    const running = start(runs(diary), async () => {});
    await until(() => starts() === 1);
    change('one');
    await until(() => starts() === 2);
    end.abort();
    await running;
    // The second begins when the first has ended: it wants the same port.
    expect(lines()).toEqual(['run', 'end', 'run', 'end']);
  });

  test('leaves the program running while what must come first fails', async () => {
    const { diary, start, starts, change, said, end } = setUp();
    let isBroken = false;
    let tries = 0;
    const running = start(runs(diary), async () => {
      tries++;
      if (isBroken) throw new Error('the pages cannot be built');
    });
    await until(() => starts() === 1);
    isBroken = true;
    change('one');
    await until(() => tries === 2);
    expect(said.at(-1)).toContain('the pages cannot be built');
    expect(starts()).toBe(1);
    isBroken = false;
    change('two');
    await until(() => starts() === 2);
    end.abort();
    await running;
  });

  test('waits for the next change when the program has failed', async () => {
    const { diary, start, starts, change, said, end } = setUp();
    const running = start(`${runs(diary)}; process.exit(3)`, async () => {});
    await until(() => said.some((message) => message.includes('ended with 3')));
    change('one');
    await until(() => starts() === 2);
    end.abort();
    await running;
  });
});
