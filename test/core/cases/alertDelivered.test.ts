import { describe, expect, test } from '@jest/globals';
import { sayAlertDelivered } from '../../../src/core/cases/alertDelivered.ts';
import { accountWith } from '../../support/account.ts';
import { testDay } from '../../support/clock.ts';
import { echoPhrases } from '../../support/phrases.ts';
import { envelopeOf, openStaffBench } from './bench.ts';
import { caseWith, code, ona, said, stateWith } from './desk.ts';

const emergency = caseWith({ kind: 'emergency' });
const saying = (state: ReturnType<typeof stateWith>) => sayAlertDelivered(state, code, echoPhrases);
const nothing = { events: [], outbound: [], sideEffects: [] };

describe('an alert that was delivered', () => {
  test('is told to the citizen, and is an event of the case', () => {
    const result = saying(stateWith([emergency], {}));
    expect(said(result)).toEqual([expect.stringContaining('alertDelivered')]);
    expect(result.events).toEqual([{ type: 'case.alerted', case: code, by: null }]);
    expect(result.sideEffects).toEqual([{ type: 'index-cases' }]);
  });

  test.each([
    ['of a case that is no danger', stateWith([caseWith({ kind: 'complaint' })], {})],
    ['of a case that is closed', stateWith([caseWith({ kind: 'emergency', status: 'closed' })], {})],
    ['where staff have answered', stateWith([caseWith({ kind: 'emergency', staffAt: testDay })], {})],
    ['where a person answers now', stateWith([emergency], { takeover: { by: 'ona', since: testDay, case: code } })],
    ['of a case that is not there', stateWith([], {})],
  ])('%s is not told', (_name, state) => {
    expect(saying(state)).toEqual({ ...nothing, state });
  });

  test('is told once, however many alerts went out, and never once somebody serves', async () => {
    const bench = openStaffBench(accountWith({}), [ona], (deps) => deps);
    await bench.say('c1', 'hi ha foc');
    const escalations = () =>
      bench.store.commits().filter(({ events }) => events.some(({ type }) => type === 'case.alerted'));
    const [row] = bench.index.rows();
    expect(row?.case.kind).toBe('emergency');
    const code = row?.case.code ?? '';
    await bench.engine.alertDelivered('default', code);
    await bench.engine.alertDelivered('default', code);
    expect(escalations()).toHaveLength(1);

    await bench.say('c2', 'hi ha foc');
    const other = bench.index.rows().find((each) => each.conversation !== row?.conversation);
    const opened = { conversation: other?.conversation ?? '', code: other?.case.code ?? '' };
    await bench.engine.handleCommand(envelopeOf(opened, 'ona', { kind: 'take' }, { id: 'd1' }));
    await bench.engine.alertDelivered('default', opened.code);
    expect(escalations()).toHaveLength(1);
  });

  test('of a case that was erased is nothing', async () => {
    const bench = openStaffBench(accountWith({}), [ona], (deps) => deps);
    await bench.engine.alertDelivered('default', 'ZZZZ-9999');
    expect(bench.store.commits()).toEqual([]);
  });
});
