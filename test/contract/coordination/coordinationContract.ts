import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CoordinationFixture } from './fixture.ts';
import { leasesContract } from './leasesContract.ts';
import { limitContract } from './limitContract.ts';
import { presenceContract } from './presenceContract.ts';
import { pubsubContract } from './pubsubContract.ts';

/** What holds whatever carries the things that processes share. */
export function coordinationContract(open: () => Promise<CoordinationFixture>): void {
  let fixture: CoordinationFixture;
  beforeAll(async () => {
    fixture = await open();
  });
  afterAll(async () => {
    await fixture.one.close();
    await fixture.other.close();
  });
  const processes = () => fixture;

  pubsubContract(processes);
  limitContract(processes);
  presenceContract(processes);
  leasesContract(processes);

  test('it is up, and closing it twice is closing it once', async () => {
    const { one, other } = await open();
    expect(one.isUp() && other.isUp()).toBe(true);
    await one.close();
    await one.close();
    if (one !== other) await other.close();
  });
}
