import { createECDH } from 'node:crypto';
import type { Content } from '../../../../src/content/content.ts';
import { createNotificationChoices } from '../../../../src/core/journal/notificationChoices.ts';
import type { Notification } from '../../../../src/core/model/event.ts';
import { notificationId } from '../../../../src/core/ports/notifications.ts';
import { notificationChoiceRoutes } from '../../../../src/http/api/notificationChoice.ts';
import { notificationRoutes } from '../../../../src/http/api/notifications.ts';
import { createNotificationUpdates } from '../../../../src/http/api/notificationUpdates.ts';
import type { ApiRoute } from '../../../../src/http/api/route.ts';
import type { TransferNoteDeps } from '../../../../src/http/api/transferNotes.ts';
import type { CaseItem, CaseTurn, News } from '../../../../src/http/api/wire.ts';
import { createStaffDevices } from '../../../../src/notifications/push/staffDevices.ts';
import { createMemoryNotifications } from '../../../support/memoryNotifications.ts';
import { createMemoryPersonalRecords } from '../../../support/memoryPersonalRecords.ts';
import { standIn } from '../../../support/standIn.ts';
import { people } from './people.ts';

/** Any key of the curve: no push service is asked. */
const pushKey = createECDH('prime256v1').generateKeys('base64url');

/**
 * The real notifications over memory; `say` sends news to the open pages of one person, `notes` has what colleagues wrote.
 * `revision`: of the turn that notifies.
 */
export function createFakeNotifications(
  say: (agent: string, news: News) => void,
  notes: TransferNoteDeps,
): {
  readonly routes: readonly ApiRoute[];
  notify(agent: string, code: string, reason: Notification['reason'], revision?: number): Promise<void>;
} {
  const notifications = createMemoryNotifications();
  const personal = createMemoryPersonalRecords();
  const notificationChoices = createNotificationChoices({ personal, clock: Date.now });
  const staffDevices = createStaffDevices({ personal, clock: Date.now });
  const push = { publicKey: pushKey, accepts: () => true };
  const content = () => ({ calendar: { timeZone: 'Europe/Madrid' } }) as Content;
  const deps = { ...notes, notifications, notificationChoices, content, clock: Date.now };
  const updates = new Map(people.map(({ id }) => [id, createNotificationUpdates(id, deps)] as const));
  for (const each of updates.values()) void each.next();
  const report = async (agent: string) => {
    updates.get(agent)?.touch();
    for (const news of (await updates.get(agent)?.next()) ?? []) say(agent, news);
  };
  const pubsub = { publish: (topic: string) => void report(topic.split(':').at(-1) ?? '') };
  let count = 0;
  return {
    routes: [
      ...notificationRoutes({ ...deps, hooks: async () => [], pubsub }).filter(({ path }) => path !== 'hooks'),
      ...notificationChoiceRoutes({ ...deps, staffDevices, push, sendsMail: true, pubsub }),
    ],
    async notify(agent, code, reason, revision) {
      count += 1;
      const at = Date.now();
      const asked = { reason, case: code, department: 'oiac', agents: [agent], roles: [], dueAt: null };
      const id = notificationId(asked, revision ?? -count);
      await notifications.put({
        ...{ tenant: 'prat', person: agent, id, at, code, reason, department: 'oiac', dueAt: null },
      });
      await report(agent);
    },
  };
}

/** What colleagues wrote in the turns of the console's cases, as the real server reads it from the journal. */
export function notesIn(
  items: ReadonlyMap<string, CaseItem>,
  turns: ReadonlyMap<string, readonly CaseTurn[]>,
): TransferNoteDeps {
  const turnAt = (conversation: string, revision: number) =>
    [...turns.values()].flat().find((each) => each.conversation === conversation && each.revision === revision);
  return standIn<TransferNoteDeps>({
    tenant: 'prat',
    cases: { byCode: async (_: string, code: string) => items.get(code) ?? null },
    journal: {
      async read(conversation: string, after: number) {
        const turn = turnAt(conversation, after + 1);
        return turn === undefined ? [] : [{ conversation, keyId: String(turn.revision), events: turn.happened }];
      },
    },
    sealer: {
      async open({ conversation, keyId }) {
        const command = turnAt(conversation, Number(keyId))?.command?.command;
        return command === undefined ? null : { command };
      },
    },
  });
}
