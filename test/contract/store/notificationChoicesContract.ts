import { expect, test } from '@jest/globals';
import { createNotificationChoices } from '../../../src/core/journal/notificationChoices.ts';
import { type NotificationChoice, usualChoice } from '../../../src/core/model/desk/notificationChoice.ts';
import type { PersonalRecords } from '../../../src/core/ports/staffStore.ts';
import { createStaffDevices } from '../../../src/notifications/push/staffDevices.ts';
import { describeStore } from './describeStore.ts';
import { type MakeFixture, noon } from './fixture.ts';

/** What every store must do with how staff want to be notified, and where. */
export function notificationChoicesContract(makeFixture: MakeFixture): void {
  describeStore('choices of notifications', makeFixture, (bed) => {
    const over = ({ personal }: { readonly personal: PersonalRecords }) =>
      createNotificationChoices({ personal, clock: () => noon });

    test('are of one person, the last one counts, also in another process', async () => {
      const choices = over(bed.store);
      const first: NotificationChoice = { ways: { ...usualChoice.ways, assigned: [] }, quietHours: null };
      const quietHours = { from: '22:00', to: '07:30', days: [1, 7], emergencies: false };
      const last: NotificationChoice = { ways: { ...usualChoice.ways, opened: ['mail'] }, quietHours };
      await choices.keep('default', 'ona', first);
      await choices.keep('default', 'ona', last);
      const survivor = over(await bed.fixture.openAfterCrash());
      expect(await survivor.of('default', 'ona')).toEqual(last);
      expect(await survivor.of('default', 'pau')).toEqual(usualChoice);
      expect(await survivor.of('other', 'ona')).toEqual(usualChoice);
    });

    test('of a version that knew fewer reasons have the usual ways for the others', async () => {
      const bytes = new TextEncoder().encode(JSON.stringify({ ways: { opened: [] }, quietHours: null }));
      const record = { tenant: 'default', person: 'ona', name: 'notification choice', bytes, seal: null, at: noon };
      await bed.store.personal.put(record);
      expect(await over(bed.store).of('default', 'ona')).toEqual({
        ways: { ...usualChoice.ways, opened: [] },
        quietHours: null,
      });
    });

    test('devices are of one person, and are added and removed at once by several processes', async () => {
      let now = noon;
      const devicesOf = ({ personal }: { readonly personal: PersonalRecords }) =>
        createStaffDevices({ personal, clock: () => now++ });
      const [one, other] = [devicesOf(bed.store), devicesOf(bed.store)];
      const device = (name: string) => ({
        name,
        endpoint: `https://push.example/${name}`,
        p256dh: 'KEY',
        auth: 'AUTH',
      });
      const first = await one.add('default', 'ona', device('first'));
      await Promise.all([
        one.add('default', 'ona', device('second')),
        other.add('default', 'ona', device('third')),
        other.remove('default', 'ona', first),
        one.add('default', 'pau', device('first')),
      ]);
      const survivor = devicesOf(await bed.fixture.openAfterCrash());
      const names = async (person: string) => (await survivor.of('default', person)).map(({ name }) => name).sort();
      expect([await names('ona'), await names('pau')]).toEqual([['second', 'third'], ['first']]);
      expect(await survivor.of('default', 'pau')).toMatchObject([{ id: first, ...device('first') }]);
    });
  });
}
