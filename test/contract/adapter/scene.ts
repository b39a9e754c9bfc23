import type { FakePlatform, Seat } from './fixture.ts';
import type { House } from './house.ts';

/** What a test of the contract works on, made again for each. The account `desk` is open in every scene. */
export interface Scene {
  readonly fake: FakePlatform;
  readonly house: House;
}

/** Ana in a chat of her own with the desk. */
export const ana: Seat = { account: 'desk', person: 'ana', surface: 'private' };
export const pau: Seat = { account: 'desk', person: 'pau', surface: 'private' };
