import { describeAdapter } from '../../contract/adapter/adapterContract.ts';
import { teamsFixture } from './support/fakeTeams.ts';

describeAdapter('Teams', teamsFixture);
