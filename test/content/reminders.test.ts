import { expect, test } from '@jest/globals';
import type { Content } from '../../src/content/content.ts';
import { createContentReminders, dueServicesIn } from '../../src/content/reminders.ts';
import type { FaqEntry } from '../../src/content/schema/faq.ts';
import { createRecordLog } from '../../src/core/journal/recordLog.ts';
import type { Notification } from '../../src/core/model/event.ts';
import { createClock } from '../support/clock.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { createMemoryKeys, createMemorySealer } from '../support/memorySealer.ts';
import { createPubSub } from '../support/pubsub.ts';

type Dated = Pick<FaqEntry, 'id' | 'department' | 'verified'> & Partial<Pick<FaqEntry, 'valid' | 'aspects'>>;

/** Content of which only days and departments count here. */
function contentWith(entries: readonly Dated[]): Pick<Content, 'faq' | 'calendar'> {
  const title = (id: string) => ({ ca: `${id} ca`, es: `${id} es`, en: `${id} en` });
  const whole = entries.map((entry) => ({ title: title(entry.id), aspects: {}, exceptions: [], valid: {}, ...entry }));
  const all: unknown = { faq: { 'faq/padro.yaml': { entries: whole } }, calendar: { timeZone: 'Europe/Madrid' } };
  return all as Pick<Content, 'faq' | 'calendar'>;
}

/** Half past midnight on 1 December where the town is; in UTC it is still November. */
const firstOfDecember = Date.parse('2026-12-01T00:30+01:00');
const day = 86_400_000;

function openTown(entries: readonly Dated[]) {
  const clock = createClock(firstOfDecember);
  const store = createMemoryJournal();
  const sealer = createMemorySealer(createMemoryKeys());
  let ids = 0;
  const records = createRecordLog({ journal: store.journal, sealer, clock: clock.now, newId: () => `r${++ids}` });
  let content = contentWith(entries);
  const process = () =>
    createContentReminders({
      ...{ tenant: 'default', records, content: () => content, pubsub: createPubSub(), clock: clock.now },
    });
  const queued = () =>
    store
      .commits()
      .flatMap(({ outbox }) => outbox)
      .flatMap((task): readonly Notification[] =>
        task.kind === 'effect' && task.sideEffect.type === 'notify' ? [task.sideEffect.notification] : [],
      );
  const write = (changed: readonly Dated[]) => {
    content = contentWith(changed);
  };
  return { clock, process, queued, write };
}

const alta = { id: 'padro.alta', department: 'oiac', verified: '2025-12-31' };

test('owners are reminded thirty days ahead, by the town’s day, once, whichever processes look and restart', async () => {
  const { clock, process, queued } = openTown([alta]);
  clock.advance(-day);
  expect(await process().look()).toBe(0);
  clock.advance(day);
  const [one, other] = [process(), process()];
  await Promise.all([one.look(), other.look(), one.look()]);
  await process().look();
  clock.advance(40 * day);
  await process().look();
  expect(queued()).toEqual([
    {
      reason: 'content-expires',
      case: 'faq/padro/padro.alta',
      department: 'oiac',
      agents: [],
      roles: ['content-owner'],
      // The end of 31 December where the town is.
      dueAt: Date.parse('2027-01-01T00:00+01:00'),
      services: ['padro.alta'],
    },
  ]);
});

test('what expires next is another expiry; what was checked is none', async () => {
  const { clock, process, queued, write } = openTown([alta]);
  await process().look();
  write([{ ...alta, verified: '2026-12-01', valid: { from: '2026-01-01', until: '2027-02-15' } }]);
  expect(await process().look()).toBe(0);
  clock.advance(60 * day);
  expect(await process().look()).toBe(1);
  // A release brings back what was reminded of already.
  write([alta]);
  expect(await process().look()).toBe(0);
  expect(queued().map(({ dueAt }) => dueAt)).toEqual([
    Date.parse('2027-01-01T00:00+01:00'),
    Date.parse('2027-02-16T00:00+01:00'),
  ]);
});

test('a department gets one notification for all that expires of it, parts included', async () => {
  const { process, queued } = openTown([
    alta,
    { id: 'padro.baixa', department: 'oiac', verified: '2026-11-01', aspects: { cost: aspect('2025-12-05') } },
    { id: 'padro.ibi', department: 'hisenda', verified: '2025-01-01' },
    { id: 'padro.altres', department: 'hisenda', verified: '2026-11-01' },
  ]);
  expect(await process().look()).toBe(2);
  expect(queued().map(({ case: code, services }) => [code, services])).toEqual([
    ['faq/padro/padro.ibi', ['padro.ibi']],
    ['content/oiac', ['padro.baixa', 'padro.alta']],
  ]);
});

test('the e-mail names what still expires, and leaves out what somebody has looked at meanwhile', () => {
  const content = contentWith([alta, { id: 'padro.baixa', department: 'oiac', verified: '2026-11-30' }]);
  expect(dueServicesIn(content, ['padro.alta', 'padro.baixa', 'padro.gone'], firstOfDecember)).toEqual([
    {
      ...{ entry: 'padro.alta', day: '2026-12-31', fact: 'verified' },
      title: { ca: 'padro.alta ca', es: 'padro.alta es', en: 'padro.alta en' },
    },
  ]);
});

function aspect(verified: string) {
  return { answer: { ca: 'a', es: 'a', en: 'a' }, verified };
}
