import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { coverageOf } from '../../src/cli/flows/coverage.ts';
import { walkedChannels } from '../../src/cli/flows/walkedChannels.ts';
import { questionsIn, type WalkDeps, walkFlow } from '../../src/cli/flows/walkFlows.ts';
import { rulesOnlyKnowledge } from '../../src/content/buildKnowledge.ts';
import type { FlowDefinition } from '../../src/core/model/flow.ts';
import { createTranslator } from '../../src/language/translator.ts';
import { accountWith } from '../support/account.ts';
import { testDay } from '../support/clock.ts';
import { shippedContent } from '../support/shippedContent.ts';

let deps: WalkDeps;
beforeAll(async () => {
  const content = await shippedContent();
  deps = {
    knowledge: rulesOnlyKnowledge(content, 'v1'),
    translate: createTranslator(content.phrases.phrases, { ...content.council.values, privacyUrl: 'x', caseUrl: 'y' }),
    account: accountWith({}),
    channels: walkedChannels,
    now: testDay,
  };
});

describe.each(['web', 'no JavaScript', 'terminal'])('with %s', (channel) => {
  test.each(['ca', 'es', 'en'] as const)('every path of every flow can be walked in %s', (locale) => {
    const walked = deps.knowledge.flows.all.map((flow) => ({
      ...walkFlow(deps, flow, channel, locale),
      definition: flow,
    }));
    expect(walked.length).toBeGreaterThanOrEqual(10);
    expect(walked.flatMap(({ flow, faults }) => faults.map((fault) => `${flow}: ${fault}`))).toEqual([]);
    const missed = walked.flatMap(({ definition, visits }) =>
      questionsIn(definition)
        .filter(({ id }) => !visits.has(id))
        .map(({ id }) => `${definition.id}: ${id}`),
    );
    expect(missed).toEqual([]);
  });
});

const [text] = [{ ca: 'Què?', es: '¿Qué?', en: 'What?' }];

function broken(changes: Partial<FlowDefinition>): FlowDefinition {
  return {
    id: 'broken',
    version: 'v1',
    title: text,
    about: text,
    start: { kinds: [], moves: [], settled: false },
    slots: [{ id: 'day', type: 'date', title: text, optional: false, options: [], opening: false }],
    first: 'day',
    steps: [{ id: 'day', next: null, kind: 'collect', slot: 'day', ask: text }],
    ...changes,
  };
}

function faultsOf(flow: FlowDefinition): readonly string[] {
  const { flows } = deps.knowledge;
  const knowledge = { ...deps.knowledge, flows: { ...flows, all: [...flows.all, flow] } };
  return walkFlow({ ...deps, knowledge }, flow, 'web', 'ca').faults;
}

test('a walk finds texts with names that have no value, and answers that lead nowhere', () => {
  expect(faultsOf(broken({}))).toEqual([]);
  const { steps } = broken({});
  const asks = { ca: '{{code', es: '{{code', en: '{{code' };
  expect(faultsOf(broken({ steps: steps.map((step) => ({ ...step, ask: asks })) })).join()).toContain('says "{{code');
  const slots = broken({}).slots.map((slot) => ({ ...slot, type: 'choice' as const, options: [] }));
  expect(faultsOf(broken({ slots })).join()).toContain('has no answer');
});

test('every channel is walked, the page without JavaScript too', () => {
  const adapters = readdirSync(new URL('../../adapters', import.meta.url), { withFileTypes: true });
  const platforms = adapters.filter((each) => each.isDirectory()).map(({ name }) => name.replace('webchat', 'web'));
  expect(Object.keys(walkedChannels).sort()).toEqual([...platforms, 'no JavaScript'].sort());
});

test('the coverage of a flow is told by step and channel, with what was never reached', () => {
  const flow = deps.knowledge.flows.all.find(({ id }) => id === 'street-incident');
  if (flow === undefined) throw new Error('the flow ships');
  const walks = ['web', 'telegram'].map((channel) => ({ channel, ...walkFlow(deps, flow, channel, 'ca') }));
  const { lines, missed } = coverageOf(flow, walks);
  expect(missed).toEqual([]);
  expect(lines[0]).toMatch(/web +telegram$/);
  expect(lines.find((line) => line.includes('photo'))).toMatch(/photo +4 +4$/);
  expect(lines.at(-1)).toMatch(/if danger == "yes" +2\/3 +2\/3$/);
  const [web, telegram] = walks;
  if (web === undefined || telegram === undefined) throw new Error('there are two walks');
  const blind = { ...telegram, visits: new Map([...telegram.visits].filter(([id]) => id !== 'danger')) };
  expect(coverageOf(flow, [web, blind]).missed).toEqual(['danger on telegram']);
});
