import { beforeAll, describe, expect, test } from '@jest/globals';
import { createPreviews } from '../../../src/composition/previews.ts';
import type { ContentDesk } from '../../../src/content/desk/desk.ts';
import type { PreviewPart } from '../../../src/content/desk/preview.ts';
import type { EntryFields } from '../../../src/content/desk/views.ts';
import type { Surface } from '../../../src/core/model/message.ts';
import type { PreviewMessage } from '../../../src/core/ports/adapter.ts';
import { accountWith } from '../../support/account.ts';
import { createDeskStore, editDocument, openTestDesk, testContent } from '../../support/contentDesk.ts';

const document = 'faq/padro/padro.alta';
let desk: ContentDesk;
beforeAll(async () => {
  ({ desk } = await openTestDesk(createDeskStore(), await testContent()));
});

async function write(entry: EntryFields): Promise<void> {
  const { base } = await desk.read(document);
  await desk.save({ document, base, onto: null, change: { entry }, by: 'eva' });
}

async function shown(channel: string, surface: Surface, part: PreviewPart, locale: 'ca' | 'es' = 'ca') {
  const found = (await createPreviews()()).find((each) => each.channel === channel);
  if (found === undefined) throw new Error(`no preview of ${channel}`);
  const messages = await desk.preview({ document, part });
  const account = accountWith({ id: 'preview', channel, capabilities: found.capabilities });
  return messages(account, surface, locale)?.flatMap((message) => found.show(message)) ?? null;
}

const words = ({ blocks, text }: PreviewMessage) =>
  blocks === null
    ? text
    : blocks.map(({ lines }) => lines.map((line) => line.map((span) => span.text).join('')).join('\n')).join('\n\n');

const linksOf = ({ blocks }: PreviewMessage) =>
  (blocks ?? []).flatMap(({ lines }) => lines.flat().flatMap(({ href }) => (href === null ? [] : [href])));

const answer =
  'Porteu **el DNI** a [l’oficina](https://ajuntament.example/oficina).\n\n- 2 * 3 <b>no</b> & prou\n- Segon_punt_';

describe('a draft on every channel', () => {
  beforeAll(() =>
    write({ answer: { ca: answer, es: 'Traiga el DNI.', en: 'Bring it.' }, followUps: ['residus.mobles'] }),
  );

  test.each(['webchat', 'telegram', 'teams', 'discord'])('is what %s sends: text, source, buttons', async (channel) => {
    const [message, ...more] = (await shown(channel, 'private', { kind: 'answer' })) ?? [];
    if (message === undefined) throw new Error('nothing is shown');
    expect(more).toEqual([]);
    expect(message.buttons).toEqual([['residus.mobles ca']]);
    expect(message.length).toBeLessThanOrEqual(message.limit);
    expect(JSON.parse(message.sent)).toBeInstanceOf(Object);
    if (channel === 'webchat') return;
    const text = words(message);
    expect(text).toContain('Porteu el DNI a l’oficina.');
    expect(text).toContain('2 * 3 <b>no</b> & prou');
    expect(text).toContain('Segon_punt_');
    expect(linksOf(message)).toContain('https://ajuntament.example/oficina');
    expect(message.blocks?.[0]?.lines[0]?.find(({ bold }) => bold)?.text).toBe('el DNI');
  });

  test.each([
    ['telegram', '<b>el DNI</b>'],
    ['teams', '"Bolder"'],
    ['discord', '**el DNI**'],
    ['webchat', '**el DNI**'],
  ])('is sent to %s in its own markup', async (channel, markup) => {
    expect((await shown(channel, 'private', { kind: 'answer' }))?.[0]?.sent).toContain(markup);
  });

  test('is shortened in public, with the way to go on in private', async () => {
    await write({
      answer: {
        ca: Array.from({ length: 30 }, (_, at) => `La frase ${at} és llarga i parla del padró.`).join(' '),
        es: 'Corto.',
        en: 'Short.',
      },
    });
    const [whole] = (await shown('telegram', 'private', { kind: 'answer' })) ?? [];
    const [inPublic] = (await shown('telegram', 'public', { kind: 'answer' })) ?? [];
    expect(whole?.length).toBeGreaterThan(inPublic?.length ?? 0);
    expect(inPublic?.text).toContain('privateByCode ca');
    expect(inPublic?.buttons).toEqual([]);
  });

  test('is cut where a channel takes no more, with the buttons on the last', async () => {
    await write({ answer: { ca: 'Línia que es repeteix.\n'.repeat(120), es: 'Corto.', en: 'Short.' } });
    const messages = (await shown('discord', 'private', { kind: 'answer' })) ?? [];
    expect(messages.length).toBeGreaterThan(1);
    expect(messages.map(({ buttons }) => buttons.length)).toEqual(
      messages.map((_, index) => (index === messages.length - 1 ? 1 : 0)),
    );
  });

  test('has its aspects, special cases and plainer form, and says where nothing is written', async () => {
    await write({
      plain: { ca: 'Porteu el DNI.', es: '', en: '' },
      aspects: { cost: { answer: { ca: 'És gratuït.' } } },
      exceptions: [{ id: 'menor', title: { ca: 'Menors' }, answer: { ca: 'Hi va un adult.' } }],
    });
    const text = async (part: PreviewPart) =>
      (await shown('telegram', 'private', part))?.map(({ text: said }) => said).join();
    expect(await text({ kind: 'plain' })).toBe('Porteu el DNI.');
    expect(await text({ kind: 'aspect', aspect: 'cost' })).toContain('És gratuït.');
    expect(await text({ kind: 'exception', exception: 'menor' })).toContain('Hi va un adult.');
    expect(await shown('telegram', 'private', { kind: 'plain' }, 'es')).toBeNull();
    expect(await shown('telegram', 'private', { kind: 'exception', exception: 'cap' })).toBeNull();
  });
});

test('a text of its own is shown as it is', async () => {
  const messages = await desk.preview({ texts: { ca: 'Hola, **bon dia**' } });
  expect(messages(accountWith({ id: 'x' }), 'private', 'ca')).toMatchObject([
    { text: 'Hola, **bon dia**', choices: [] },
  ]);
  expect(messages(accountWith({ id: 'x' }), 'private', 'es')).toBeNull();
});

test('the button of a flow says what the draft of the flow says', async () => {
  const flow = (title: string) =>
    `flow: hall\ntitle: { ca: ${title}, es: Sala, en: Hall }\nabout: { ca: una sala, es: una sala, en: a hall }\nsteps:\n  - say: { ca: a, es: a, en: a }\n`;
  const own = await openTestDesk(createDeskStore(), await testContent({ 'flows/hall.yaml': flow('Sala') }));
  const { base } = await own.desk.read(document);
  const change = { entry: { flow: 'hall' } };
  await own.desk.save({ document, base, onto: null, change, by: 'eva' });
  const buttons = async () => {
    const messages = await own.desk.preview({ document, part: { kind: 'answer' } });
    return messages(accountWith({ id: 'x' }), 'private', 'ca')?.flatMap(({ choices }) =>
      choices.map(({ label }) => label),
    );
  };
  expect(await buttons()).toContain('Sala');
  await editDocument(own.desk, 'flows/hall.yaml', 'ca: Sala', 'ca: Reserva una sala');
  expect(await buttons()).toContain('Reserva una sala');
  await editDocument(own.desk, 'flows/hall.yaml', 'flow: hall', 'flow: [');
  expect(await buttons()).toContain('Sala');
  await own.desk.remove('flows/hall.yaml', 'eva');
  expect(await buttons()).not.toContain('Sala');
});

test('what it offers, and what is said around it, is as its own drafts have it', async () => {
  await write({ answer: { ca: 'Resposta.' }, followUps: ['residus.mobles'] });
  const mobles = 'faq/residus/residus.mobles';
  const { base } = await desk.read(mobles);
  await desk.save({ document: mobles, base, onto: null, change: { entry: { title: { ca: 'Trastos' } } }, by: 'eva' });
  await editDocument(desk, 'phrases.yaml', 'source ca', 'Ho diu la seu');
  const [message] = (await shown('telegram', 'private', { kind: 'answer' })) ?? [];
  expect(message?.buttons).toEqual([['Trastos']]);
  expect(message?.text).toContain('Ho diu la seu');
});
