import { expect, test } from '@jest/globals';
import { runKills } from '../../bench/support/killRun.ts';
import { readQuestions } from '../../bench/support/questions.ts';
import { isClean } from '../../bench/support/verifyJournal.ts';
import { smallDialogs } from '../support/contentFolder.ts';
import { settingsOf } from '../support/service.ts';

// Little to learn, so that each start is soon over.
const dialogs = await smallDialogs();

test('nothing that was acknowledged is lost or repeated when the process is killed', async () => {
  const report = await runKills({
    kills: 4,
    clients: 6,
    seed: 7,
    longestLife: 700,
    texts: readQuestions(),
    dialogs,
    settings: settingsOf({ DIALOGS_DIR: dialogs }),
    store: 'sqlite',
  });
  expect(report).toMatchObject({ kills: 4, lost: 0, repeated: 0, unanswered: 0, broken: 0, waiting: 0 });
  expect(report.retries).toBeGreaterThan(0);
  expect(isClean(report)).toBe(true);
}, 240_000);
