import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { smallDialogs } from '../support/contentFolder.ts';
import { openConversation } from '../support/directLine.ts';
import { runProgram, type Service, startService, temporaryFolder } from '../support/service.ts';

const lines = (output: string) => output.split('\n').filter((line) => line !== '');
const isLogLine = (line: string) => {
  try {
    const read: unknown = JSON.parse(line);
    return typeof read === 'object' && read !== null && 'level' in read && 'msg' in read;
  } catch {
    return false;
  }
};

describe('what the service writes where another program reads it', () => {
  const folder = temporaryFolder();
  let service: Service;
  beforeAll(async () => {
    service = await startService({ DATA_DIR: folder.path, DIALOGS_DIR: await smallDialogs() });
  });
  afterAll(() => folder.remove());

  test('is lines of its log and nothing else, from the start to the end, and lets nobody in', async () => {
    const conversation = await openConversation(service.url);
    expect((await conversation.post('/person', 'q1')).status).toBe(200);
    expect(await service.stop('SIGTERM')).toBe(0);
    const output = service.output();
    expect(lines(output).length).toBeGreaterThan(5);
    expect(lines(output).filter((line) => !isLogLine(line))).toEqual([]);
    expect(output).not.toMatch(/benvinguda|\/cas\/|#[\w-]{10}/);
    expect(output).toContain('npm run staff -- first');
  });

  test('is lines of its log also where it cannot start', async () => {
    const { code, output } = await runProgram([process.execPath, 'src/main.ts'], { PORT: 'eighty' });
    expect(code).toBe(20);
    expect(lines(output).filter((line) => !isLogLine(line))).toEqual([]);
    expect(JSON.parse(lines(output)[0] ?? '')).toMatchObject({ level: 60, code: 'config.invalid' });
  });
});

test('an error that nobody caught does not end a service that is open, and does not fill its log', async () => {
  const folder = temporaryFolder();
  const service = await startService({
    DATA_DIR: folder.path,
    DIALOGS_DIR: await smallDialogs(),
    NODE_OPTIONS: '--import ./test/composition/support/failingHandlers.mjs',
  });
  const faults = () => lines(service.output()).filter((line) => line.includes('uncaught error'));
  for (let time = 0; time < 50; time++) {
    process.kill(service.pid, 'SIGUSR2');
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
  }
  const conversation = await openConversation(service.url);
  expect((await conversation.post('hola', 'q1')).status).toBe(200);
  expect(await service.stop('SIGTERM')).toBe(0);
  expect(faults().map((line) => JSON.parse(line))).toMatchObject([
    { level: 50, code: 'handler.failed', times: 1, error: { stack: expect.stringContaining('failingHandlers') } },
  ]);
  folder.remove();
});

test('on a terminal people read lines of their own, and anybody who starts it first gets the link', async () => {
  const folder = temporaryFolder();
  // `script` gives the program a terminal; the service ends by its own Ctrl+C.
  const words = `${process.execPath} src/main.ts`;
  const { output } = await runProgram(
    [
      'sh',
      '-c',
      `(while ! grep -q benvinguda "$0" 2>/dev/null; do sleep 0.1; done; printf '\\003') | script -qfec "$1" "$0"`,
      `${folder.path}/typescript`,
      words,
    ],
    { DATA_DIR: `${folder.path}/data`, PORT: '0' },
  );
  expect(output).toMatch(/Finestreta is open: http:\S+/);
  expect(output).toMatch(/\/console\/benvinguda#[\w-]{20,}/);
  expect(output).toMatch(/\d\d:\d\d:\d\d INFO {2}stopped/);
  expect(lines(output).filter(isLogLine)).toEqual([]);
  folder.remove();
});

test.each([['--help'], ['-h']])('%s says what can be written and starts nothing', async (word) => {
  const folder = temporaryFolder();
  const { code, output } = await runProgram([process.execPath, 'src/main.ts', word], {
    DATA_DIR: folder.path,
    PORT: '0',
  });
  expect([code, lines(output)[0]]).toEqual([0, 'npm start [-- --role ROLE]']);
  folder.remove();
});
