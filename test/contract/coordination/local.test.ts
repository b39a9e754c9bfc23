import { describe } from '@jest/globals';
import { openCoordination } from '../../../src/store/coordination.ts';
import { createLog } from '../../support/log.ts';
import { coordinationContract } from './coordinationContract.ts';

describe('what processes share, in a process that is alone', () => {
  coordinationContract(async () => {
    const one = await openCoordination({ redisUrl: null, log: createLog() });
    return { one, other: one };
  });
});
