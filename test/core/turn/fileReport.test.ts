import { beforeAll, describe, expect, test } from '@jest/globals';
import { type DangerReading, noDanger } from '../../../src/core/model/danger.ts';
import type { FiledReport } from '../../../src/core/model/message.ts';
import type { Flows, Knowledge } from '../../../src/core/ports/knowledge.ts';
import { shippedFlows, townWithFlows } from '../../support/flows.ts';
import { eventsOf, notificationsOf, textsOf, turnInput, turnOf, understood } from '../../support/turn.ts';

const said = 'there is a hole';
const report: FiledReport = {
  flow: 'street-incident',
  key: 'app',
  slots: { what: { text: said, value: said }, place: { text: 'Carrer Major 1', value: 'Carrer Major 1' } },
  place: { text: 'Carrer Major 1', value: 'Carrer Major 1' },
  contact: { name: 'Maria', email: '', phone: '' },
  media: [],
};

describe('a request that a program files', () => {
  let flows: Flows;
  let knowledge: Knowledge;
  beforeAll(async () => {
    flows = await shippedFlows();
    knowledge = townWithFlows(flows, {});
  });

  const file = (changes: Partial<FiledReport> = {}, understanding = understood(said, {}), text = said) => {
    const { inbound } = turnInput(text, {});
    return turnOf(text, {
      knowledge,
      understanding,
      inbound: { ...inbound, localeHint: 'en', report: { ...report, ...changes } },
    });
  };

  test('opens one case of the kind of its service, whatever its words alone would be, and asks nothing', () => {
    const result = file();
    expect(result.state.cases).toHaveLength(1);
    const [opened] = result.state.cases;
    expect(opened).toMatchObject({
      kind: 'incident',
      locale: 'en',
      filed: { service: 'street-incident', key: 'app' },
      priority: 'normal',
    });
    expect(opened?.published).toBeUndefined();
    expect(result.state.flow).toBeNull();
    expect(eventsOf(result)).not.toContain('question.unanswered');
    expect(result.collected).toMatchObject({ case: opened?.code, flow: 'street-incident', slots: report.slots });
    expect(opened?.collected).toEqual([{ flow: 'street-incident', revision: 7 }]);
  });

  test('is answered with its code, its deadlines and the page of the case, in the language that was named', () => {
    const texts = textsOf(file());
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatch(/^caseOpened en .*caseFollowOnPage en https:\/\/bot\.example\/cas\/C4SE-0007$/s);
  });

  test('does what the flow does with an answer: somebody may get hurt', () => {
    const result = file({ slots: { ...report.slots, danger: { text: 'yes', value: 'yes' } } });
    expect(result.state.cases[0]?.priority).toBe('high');
    expect(file({ slots: { ...report.slots, danger: { text: 'no', value: 'no' } } }).state.cases[0]?.priority).toBe(
      'normal',
    );
  });

  test('that tells of danger says whom to call first, keeps its service, and is seen first', () => {
    const line = { ca: 'Truqueu al 112.', es: 'Llame al 112.', en: 'Call 112.' };
    const help = { alarm: line, line, number: '112', quickExit: false };
    const danger: DangerReading = {
      level: 'alarm',
      danger: 'fire',
      whom: 'fire',
      help,
      probability: 1,
      rule: null,
      voice: 'words',
    };
    const result = file({}, understood(said, { danger }));
    expect(textsOf(result)[0]).toContain('Call 112.');
    expect(result.state.cases).toMatchObject([
      { kind: 'incident', priority: 'urgent', filed: { service: 'street-incident' } },
    ]);
    expect(notificationsOf(result).some(({ reason }) => reason === 'alert')).toBe(true);
  });

  test('of a service that is none opens nothing', () => {
    for (const flow of ['gone', 'data-request', 'bulky-waste']) expect(file({ flow }).state.cases).toEqual([]);
  });

  test('is public at once only as far as a rule of its service says so', () => {
    const open = flows.all.map((each) =>
      each.service === undefined ? each : { ...each, service: { ...each.service, open: ['place' as const] } },
    );
    knowledge = townWithFlows({ ...flows, all: open }, {});
    expect(file().state.cases[0]?.published).toEqual({ revision: 7, description: false, place: true, media: false });
    // Where somebody is in danger or can be identified, only a person publishes.
    const place = (text: string) => ({ text, value: text });
    const danger = { ...noDanger, level: 'possible' as const, danger: 'fire' };
    for (const result of [
      file({}, understood(said, { danger })),
      file({}, undefined, `${said}, call me on 600 123 456`),
      file({ place: place('Carrer Major 1, NIF 12345678Z') }),
    ]) {
      expect(result.state.cases).toHaveLength(1);
      expect(result.state.cases[0]?.published).toBeUndefined();
    }
  });
});
