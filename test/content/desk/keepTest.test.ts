import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ContentDesk } from '../../../src/content/desk/desk.ts';
import { pinnedQuestions } from '../../../src/content/gate/gateQuestion.ts';
import { createDeskStore, openTestDesk, testContent } from '../../support/contentDesk.ts';

const three = (text: string) => `{ ca: ${text} ca, es: ${text} es, en: ${text} en }`;
const flow = `# A flow of two questions.
flow: hall
title: ${three('Hall')}
about: ${three('a hall')}
slots:
  what:
    type: choice
    title: ${three('What')}
    options:
      - { id: big, title: ${three('Big')} }
      - { id: small, title: ${three('Small')} }
  phone:
    type: phone
    title: ${three('Phone')}
steps:
  - collect: what
    ask: ${three('Which')}
  - collect: phone
    ask: ${three('Number')}
  - do: open-case
    kind: person
`;
let desk: ContentDesk;
beforeAll(async () => {
  ({ desk } = await openTestDesk(createDeskStore(), await testContent({ 'flows/hall.yaml': flow })));
});

const turns = [{ choose: 'entry:flow.hall' }, { ask: 'Big ca' }, { ask: '612 345 678' }];

describe('a trial chat that is kept', () => {
  test('becomes a pinned dialogue, with what came of each message', async () => {
    const kept = await desk.keepTest({ locale: 'ca', turns }, 'eva');
    expect(kept.turns).toEqual([
      { choose: 'entry:flow.hall', expect: 'flow.hall', asks: 'what' },
      { ask: 'Big ca', asks: 'phone' },
      { ask: '612 345 678', opensCase: true },
    ]);
    const { text, draft, problems } = await desk.read('tests.yaml');
    expect([draft?.by, problems]).toEqual(['eva', []]);
    expect(text).toContain('      - { ask: Big ca, asks: phone }\n');
    const { content } = await desk.draftContent();
    const [pinned] = pinnedQuestions(content.tests);
    expect(pinned?.turns[2]).toMatchObject({ written: '612 345 678', expect: { opensCase: true } });
    expect(pinned?.shown).not.toContain('612');
  });

  test('is added to those that are there; one message alone is a question', async () => {
    await desk.keepTest({ locale: 'es', turns: [{ ask: 'help ara' }, { ask: 'una altra cosa' }] }, 'eva');
    await desk.keepTest({ locale: 'ca', turns: [{ ask: 'help ara' }] }, 'eva');
    const { content } = await desk.draftContent();
    expect(content.tests?.dialogues.map(({ locale }) => locale)).toEqual(['ca', 'es']);
    expect(content.tests?.questions).toEqual([
      { ask: 'help ara', locale: 'ca', expect: 'command.help', offered: false },
    ]);
  });

  test('is refused where nothing can be expected of it', async () => {
    await expect(desk.keepTest({ locale: 'ca', turns: [{ choose: 'entry:flow.hall' }] }, 'eva')).rejects.toMatchObject({
      code: 'input.invalid',
    });
  });
});
