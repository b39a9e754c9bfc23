import { describeAdapter } from '../../contract/adapter/adapterContract.ts';
import { discordFixture } from './support/fixture.ts';

describeAdapter('Discord', discordFixture);
