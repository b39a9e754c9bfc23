import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Content } from '../../src/content/content.ts';
import { type KeeperParts, openKnowledge } from '../../src/content/knowledgeStore.ts';
import type { Knowledge } from '../../src/core/ports/knowledge.ts';
import { testDay } from '../support/clock.ts';
import { type ContentFolder, createContentFolder } from '../support/contentFolder.ts';
import { createKnowledge } from '../support/knowledge.ts';
import { createLog } from '../support/log.ts';
import { createMemoryVersions } from '../support/memoryVersions.ts';
import { town } from '../support/town.ts';

let folder: ContentFolder;
beforeEach(async () => {
  folder = await createContentFolder();
});
afterEach(() => folder.remove('.'));

function createParts(changes: Partial<KeeperParts>) {
  const log = createLog();
  const versions = createMemoryVersions();
  const built: Content[] = [];
  const parts: KeeperParts = {
    folder: folder.path,
    values: { privacyUrl: 'https://bot.example/privacy' },
    versions,
    builder: {
      async begin(content, version) {
        const knowledge = await parts.builder.whole(content, version);
        return { knowledge, whole: Promise.resolve(knowledge) };
      },
      whole: async (content, version) => {
        built.push(content);
        return createKnowledge({ ...town, version });
      },
      bare: (_, version) => createKnowledge({ ...town, questions: {}, version }),
    },
    clock: () => testDay,
    log,
    ...changes,
  };
  return { parts, log, versions, built };
}

const answer = (content: Content) => content.faq['faq/padro.yaml']?.entries[0]?.answer.es;
const change = (to: string) => folder.edit('faq/padro.yaml', 'es: Respuesta.', `es: ${to}`);

describe('opening', () => {
  test('takes what the files say, and keeps it under its version', async () => {
    const { parts, versions } = createParts({});
    const keeper = await openKnowledge(parts);
    expect(keeper.problems()).toEqual([]);
    expect(versions.saved()).toEqual([keeper.current().version]);
    expect(JSON.parse((await versions.get(keeper.current().version)) ?? '')).toEqual(keeper.content());
  });

  test('names the same content alike, wherever it is read', async () => {
    const first = await openKnowledge(createParts({}).parts);
    const second = await openKnowledge(createParts({}).parts);
    expect(first.current().version).toBe(second.current().version);
    await change('Otra.');
    expect((await openKnowledge(createParts({}).parts)).current().version).not.toBe(first.current().version);
  });

  test('speaks with the values of the council and of the installation', async () => {
    await folder.edit(
      'phrases.yaml',
      'failed: { ca: failed ca',
      'failed: { ca: "{{council}} {{phone}} {{privacyUrl}}"',
    );
    const keeper = await openKnowledge(createParts({}).parts);
    expect(keeper.translate('failed', 'ca', {})).toBe('Ajuntament 933 790 050 https://bot.example/privacy');
  });

  test('survives a bad file by its last good version of the time before, and says so', async () => {
    const { parts, versions } = createParts({});
    await openKnowledge(parts);
    await folder.write('faq/padro.yaml', 'nonsense');
    await folder.write('phrases.yaml', 'nonsense');
    const { parts: again, log } = createParts({ versions });
    const keeper = await openKnowledge(again);
    expect(answer(keeper.content())).toBe('Respuesta.');
    expect(keeper.translate('failed', 'es', {})).toBe('failed es');
    expect(keeper.problems().map(({ file }) => file)).toEqual(['phrases.yaml', 'faq/padro.yaml']);
    expect(keeper.refused()).toBe(2);
    expect(log.lines.map(({ level, fields }) => [level, fields.file])).toEqual([
      ['warn', 'phrases.yaml'],
      ['warn', 'faq/padro.yaml'],
    ]);
  });

  test('is refused without any good version', async () => {
    await folder.write('phrases.yaml', 'nonsense');
    await expect(openKnowledge(createParts({}).parts)).rejects.toMatchObject({ code: 'content.invalid' });
  });
});

describe('learning', () => {
  test('lets the bot answer before it knows every kind of message, which come when they are learnt', async () => {
    const { promise, resolve } = Promise.withResolvers<Knowledge>();
    const first = createKnowledge(town);
    const whole = createKnowledge(town);
    const { parts } = createParts({});
    const begin = async () => ({ knowledge: first, whole: promise });
    const keeper = await openKnowledge({ ...parts, builder: { ...parts.builder, begin } });
    expect(keeper.current()).toBe(first);
    resolve(whole);
    await promise;
    await Promise.resolve();
    expect(keeper.current()).toBe(whole);
  });

  test('that fails for kinds leaves the rest in force', async () => {
    const first = createKnowledge(town);
    const { parts, log } = createParts({});
    const begin = async () => ({ knowledge: first, whole: Promise.reject(new Error('no memory')) });
    const keeper = await openKnowledge({ ...parts, builder: { ...parts.builder, begin } });
    await keeper.reload();
    expect(keeper.current().version).not.toBe('');
    expect(log.lines[0]).toMatchObject({ level: 'error' });
  });

  test('that fails at a start leaves emergencies, commands and people, and is tried again', async () => {
    const made = createParts({});
    const begin = async () => {
      throw new Error('no memory');
    };
    const keeper = await openKnowledge({ ...made.parts, builder: { ...made.parts.builder, begin } });
    expect(keeper.current().understand("com m'empadrono", 'ca').decision.kind).not.toBe('answer');
    expect(keeper.current().danger('hi ha foc', null).help?.number).toBe('112');
    expect(keeper.current().command('ajuda')).toBe('help');
    expect(made.log.lines[0]).toMatchObject({ level: 'error' });
    await keeper.reload();
    expect(keeper.current().understand("com m'empadrono", 'ca').decision.kind).toBe('answer');
  });
});

describe('reloading', () => {
  test('swaps the whole knowledge once it is built', async () => {
    const { parts, versions, log } = createParts({});
    const keeper = await openKnowledge(parts);
    const before = keeper.current();
    await change('Otra.');
    await keeper.reload();
    expect(keeper.current()).not.toBe(before);
    expect(answer(keeper.content())).toBe('Otra.');
    expect(versions.saved()).toEqual([before.version, keeper.current().version]);
    expect(log.lines).toMatchObject([{ level: 'info', fields: { version: keeper.current().version } }]);
  });

  test('builds nothing anew when nothing changed', async () => {
    const { parts, built, log } = createParts({});
    const keeper = await openKnowledge(parts);
    const before = keeper.current();
    await folder.edit('faq/padro.yaml', 'topic: padro', '# a comment\ntopic: padro');
    await keeper.reload();
    expect(keeper.current()).toBe(before);
    expect([built.length, log.lines.length]).toEqual([1, 0]);
  });

  test('keeps the last good version of a file, tells the problem, and forgets it once mended', async () => {
    const keeper = await openKnowledge(createParts({}).parts);
    await change('');
    await keeper.reload();
    expect(answer(keeper.content())).toBe('Respuesta.');
    expect(keeper.problems()).toMatchObject([{ file: 'faq/padro.yaml', line: 9 }]);
    await folder.edit('faq/padro.yaml', 'es: \n', 'es: Mejor.\n');
    await keeper.reload();
    expect(answer(keeper.content())).toBe('Mejor.');
    expect([keeper.problems(), keeper.refused()]).toEqual([[], 0]);
  });

  test.each([
    ['the folder is gone', async () => folder.remove('.'), {}],
    ['the index cannot be built', async () => change('Otra.'), { build: true }],
    ['the version cannot be kept', async () => change('Otra.'), { save: true }],
  ])('never throws, and keeps what it had, when %s', async (_, spoil, faults) => {
    let broken = false;
    const made = createParts({});
    const fail = (fault: boolean | undefined) => {
      if (broken && fault) throw new Error('no space left');
    };
    const keeper = await openKnowledge({
      ...made.parts,
      builder: {
        ...made.parts.builder,
        whole: async (...given) => {
          fail('build' in faults && faults.build);
          return made.parts.builder.whole(...given);
        },
      },
      versions: {
        ...made.versions,
        save: async (...given) => {
          fail('save' in faults && faults.save);
          return made.versions.save(...given);
        },
      },
    });
    const before = keeper.current();
    expect(keeper.refused()).toBe(0);
    broken = true;
    await spoil();
    await keeper.reload();
    expect(keeper.current()).toBe(before);
    expect(answer(keeper.content())).toBe('Respuesta.');
    expect(keeper.refused()).toBe(1);
    expect(made.log.lines).toMatchObject([{ level: 'error', fields: { code: expect.any(String) } }]);
    await folder.write('faq/padro.yaml', '');
  });

  test('takes place one at a time, and the last wish wins', async () => {
    let running = 0;
    let most = 0;
    const made = createParts({});
    const keeper = await openKnowledge({
      ...made.parts,
      builder: {
        ...made.parts.builder,
        whole: async (...given) => {
          most = Math.max(most, ++running);
          await new Promise<void>((resolve) => setImmediate(resolve));
          running -= 1;
          return made.parts.builder.whole(...given);
        },
      },
    });
    await change('Una.');
    const first = keeper.reload();
    await first;
    await folder.edit('faq/padro.yaml', 'es: Una.', 'es: Dos.');
    await Promise.all([keeper.reload(), keeper.reload(), keeper.reload()]);
    expect(most).toBe(1);
    expect(answer(keeper.content())).toBe('Dos.');
    expect(made.built).toHaveLength(3);
  });

  test('leaves a turn that began with the old knowledge alone', async () => {
    const keeper = await openKnowledge(createParts({}).parts);
    const held = keeper.current();
    await change('Otra.');
    await keeper.reload();
    expect(held.version).not.toBe(keeper.current().version);
    expect(held.entry('padro.alta')?.id).toBe('padro.alta');
  });
});
