import { storeContract } from '../../contract/store/storeContract.ts';
import { makeSqliteFixture } from './sqliteFixture.ts';

storeContract('SQLite', makeSqliteFixture);
