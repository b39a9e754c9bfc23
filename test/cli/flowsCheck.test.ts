import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { terminalCapabilities } from '../../adapters/terminal/capabilities.ts';
import { webchatCapabilities } from '../../adapters/webchat/capabilities.ts';
import { questionsIn, type WalkDeps, walkFlow } from '../../src/cli/flows/walkFlows.ts';
import { rulesOnlyKnowledge } from '../../src/content/buildKnowledge.ts';
import { folderSource } from '../../src/content/documents/source.ts';
import { loadContent } from '../../src/content/load/loadContent.ts';
import type { FlowDefinition } from '../../src/core/model/flow.ts';
import { createTranslator } from '../../src/language/translator.ts';
import { accountWith } from '../support/account.ts';
import { testDay } from '../support/clock.ts';

let deps: WalkDeps;
beforeAll(async () => {
  const { content } = await loadContent(folderSource(fileURLToPath(new URL('../../dialogs', import.meta.url))), null);
  deps = {
    knowledge: rulesOnlyKnowledge(content, 'v1'),
    translate: createTranslator(content.phrases.phrases, { ...content.council.values, privacyUrl: 'x', caseUrl: 'y' }),
    account: accountWith({}),
    channels: { web: webchatCapabilities, 'no buttons': terminalCapabilities },
    now: testDay,
  };
});

describe.each(['web', 'no buttons'])('with %s', (channel) => {
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
