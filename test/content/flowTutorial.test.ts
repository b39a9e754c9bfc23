import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { walkedChannels } from '../../src/cli/flows/walkedChannels.ts';
import { questionsIn, walkFlow } from '../../src/cli/flows/walkFlows.ts';
import { buildKnowledge, rulesOnlyKnowledge } from '../../src/content/buildKnowledge.ts';
import { folderSource } from '../../src/content/documents/source.ts';
import { loadContent } from '../../src/content/load/loadContent.ts';
import type { Knowledge } from '../../src/core/ports/knowledge.ts';
import { createTranslator } from '../../src/language/translator.ts';
import { accountWith } from '../support/account.ts';
import { testDay } from '../support/clock.ts';
import { type ContentFolder, createContentFolder } from '../support/contentFolder.ts';
import { wordsOnly } from '../support/keptLearning.ts';
import { shippedContent } from '../support/shippedContent.ts';
import { eventsOf, turnOf, underWay } from '../support/turn.ts';

/*
 * The flow that the guide builds step by step (docs/ca/fluxos.md) is one: it can be read at each step, people begin it by its own
 * questions, and all its paths can be walked.
 */

const page = readFileSync(new URL('../../docs/ca/fluxos.md', import.meta.url), 'utf8');
const [least, more, branches] = Array.from(page.matchAll(/```yaml\n([\s\S]*?)```/g), ([, yaml = '']) => parse(yaml));

const stages = [
  ['the least', least],
  ['more questions', { ...least, ...more }],
  ['different paths', { ...least, ...more, steps: [...(more?.steps ?? []), ...(branches ?? [])] }],
] as const;

let folder: ContentFolder;
let knowledge: Knowledge;

beforeAll(async () => {
  folder = await createContentFolder();
  const words = readFileSync(new URL('../../dialogs/flow-words.yaml', import.meta.url), 'utf8');
  await folder.write('flow-words.yaml', words);
  await folder.edit(
    'departments.yaml',
    'departments:',
    'departments:\n  - { id: salut-publica, name: { ca: Salut, es: Salud, en: Health } }',
  );
});
afterAll(() => folder.remove('.'));

describe.each(stages)('the flow of the guide at its step "%s"', (_, flow) => {
  test('is read without a problem; at the last step every path of it can be walked', async () => {
    await folder.write('flows/pest-report.yaml', stringify(flow));
    const { content, problems } = await loadContent(folderSource(folder.path), null);
    expect(problems.filter(({ file }) => file.includes('flow'))).toEqual([]);
    if (flow !== stages.at(-1)?.[1]) return;
    // As `npm run flows:check` walks it: among all that ships, by rules alone.
    const rules = rulesOnlyKnowledge({ ...(await shippedContent()), flows: content.flows ?? {} }, 'v1');
    const [definition] = rules.flows.all;
    if (definition === undefined) throw new Error('the flow is there');
    const deps = {
      ...{ knowledge: rules, account: accountWith({}), channels: walkedChannels, now: testDay },
      translate: createTranslator(content.phrases.phrases, content.council.values),
    };
    const walked = walkFlow(deps, definition, 'web', 'ca');
    expect(walked.faults).toEqual([]);
    expect(questionsIn(definition).filter(({ id }) => !walked.visits.has(id))).toEqual([]);
  });
});

describe('people begin it by its own questions', () => {
  beforeAll(async () => {
    const { content } = await loadContent(folderSource(folder.path), null);
    knowledge = await buildKnowledge(content, 'v1', wordsOnly);
  });

  test.each(['hi ha rates a la plaça', 'tenim paneroles al carrer', 'hay ratas en la plaza', 'there is a wasp nest'])(
    '"%s"',
    (question) => {
      const { understanding } = knowledge.understand(question, question);
      const result = turnOf(question, { knowledge, understanding, state: underWay({}) });
      expect(eventsOf(result)).toContain('flow.started');
      expect(result.state.flow?.flow).toBe('pest-report');
    },
  );
});
