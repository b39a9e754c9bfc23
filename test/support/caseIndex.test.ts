import { casesContract } from '../contract/store/casesContract.ts';
import { createMemoryCaseIndex } from './caseIndex.ts';

casesContract(async () => ({ cases: createMemoryCaseIndex(), dispose: async () => {} }), { runs: 100 });
