import { describeAdapter } from '../../contract/adapter/adapterContract.ts';
import { toyFixture } from './fakeToy.ts';

describeAdapter('the toy channel', toyFixture);
