import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import { accountsContract } from './accountsContract.ts';
import { arrivalContract } from './arrivalContract.ts';
import { placesContract } from './chatsContract.ts';
import { choicesContract } from './choicesContract.ts';
import { faultsContract } from './faultsContract.ts';
import { filesContract } from './filesContract.ts';
import type { AdapterFixture } from './fixture.ts';
import { openHouse } from './house.ts';
import { restartContract } from './restartContract.ts';
import type { Scene } from './scene.ts';
import { textContract } from './textContract.ts';

/** What every adapter to which messages are sent must do, through a real engine, outbox and dispatcher. */
export function describeAdapter(name: string, fixture: AdapterFixture): void {
  describe(`${name} keeps the contract of an adapter:`, () => {
    let scene: Scene;
    const now = () => scene;

    beforeEach(async () => {
      const fake = await fixture.open();
      const house = await openHouse(fixture, fake);
      scene = { fake, house };
      await house.open('desk', 'right');
    });

    afterEach(async () => {
      await scene.house.close();
      const logged = scene.house.logged();
      expect(scene.house.unspeakable().filter((words) => logged.includes(words))).toEqual([]);
    });

    textContract(fixture, now);
    choicesContract(fixture, now);
    filesContract(fixture, now);
    placesContract(fixture, now);
    arrivalContract(fixture, now);
    restartContract(fixture, now);
    faultsContract(fixture, now);
    accountsContract(fixture, now);
  });
}
