import { describeAdapter } from '../../contract/adapter/adapterContract.ts';
import { telegramFixture } from './support/contractFixture.ts';

describeAdapter('Telegram, its updates fetched,', telegramFixture('polling'));
describeAdapter('Telegram, its updates brought,', telegramFixture('webhook'));
