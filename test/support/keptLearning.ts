import { createKeptLearning } from '../../src/dialogs/keptLearning.ts';
import { startLearning } from '../../src/language/learn.ts';
import { createLog } from './log.ts';
import { learntDir } from './service.ts';

/** Learning as the service does it; all tests keep what was learnt in one place. */
export const keptLearning = createKeptLearning({
  folder: learntDir,
  ahead: learntDir,
  learn: startLearning,
  log: createLog(),
});
