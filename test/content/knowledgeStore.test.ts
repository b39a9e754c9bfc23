import { describe, expect, test } from '@jest/globals';
import type { Content } from '../../src/content/content.ts';
import { folderSource } from '../../src/content/documents/source.ts';
import { type KnowledgeStoreDeps, openKnowledge } from '../../src/content/knowledgeStore.ts';
import type { Knowledge } from '../../src/core/ports/knowledge.ts';
import { testDay } from '../support/clock.ts';
import { createKnowledge } from '../support/knowledge.ts';
import { createLog } from '../support/log.ts';
import { createMemoryVersions } from '../support/memoryVersions.ts';
import { keepsNothing } from '../support/shippedContent.ts';
import { useSpoiltContent } from '../support/spoiltContent.ts';
import { town } from '../support/town.ts';

const spoilt = useSpoiltContent({});

function createDeps(changes: Partial<KnowledgeStoreDeps>) {
  const log = createLog();
  const versions = createMemoryVersions();
  const built: Content[] = [];
  const deps: KnowledgeStoreDeps = {
    source: async () => folderSource(spoilt.folder.path),
    values: { privacyUrl: 'https://bot.example/privacy' },
    versions,
    parsed: keepsNothing,
    builder: {
      async begin(content, version) {
        const knowledge = await deps.builder.whole(content, version);
        return { knowledge, whole: Promise.resolve(knowledge) };
      },
      whole: async (content, version) => {
        built.push(content);
        return createKnowledge({ ...town, version });
      },
      rulesOnly: (_, version) => createKnowledge({ ...town, questions: {}, version }),
    },
    clock: () => testDay,
    log,
    ...changes,
  };
  return { deps, log, versions, built };
}

const answer = (content: Content) => content.faq['faq/padro.yaml']?.entries[0]?.answer.es;
const change = (to: string) => spoilt.folder.edit('faq/padro.yaml', 'es: Respuesta.', `es: ${to}`);

describe('opening', () => {
  test('takes what the files say, and keeps it under its version', async () => {
    const { deps, versions } = createDeps({});
    const knowledgeStore = await openKnowledge(deps);
    expect(knowledgeStore.problems()).toEqual([]);
    expect(versions.saved()).toEqual([knowledgeStore.current().version]);
    expect(JSON.parse((await versions.get(knowledgeStore.current().version)) ?? '')).toEqual(knowledgeStore.content());
  });

  test('names the same content alike, wherever it is read', async () => {
    const first = await openKnowledge(createDeps({}).deps);
    const second = await openKnowledge(createDeps({}).deps);
    expect(first.current().version).toBe(second.current().version);
    await change('Otra.');
    expect((await openKnowledge(createDeps({}).deps)).current().version).not.toBe(first.current().version);
  });

  test('speaks with the values of the council and of the installation', async () => {
    await spoilt.folder.edit(
      'phrases.yaml',
      'failed: { ca: failed ca',
      'failed: { ca: "{{council}} {{phone}} {{privacyUrl}}"',
    );
    const knowledgeStore = await openKnowledge(createDeps({}).deps);
    expect(knowledgeStore.translate('failed', 'ca', {})).toBe('Ajuntament 933 790 050 https://bot.example/privacy');
  });

  test('survives a bad file by its last good version of the time before, and says so', async () => {
    const { deps, versions } = createDeps({});
    await openKnowledge(deps);
    await spoilt.folder.write('faq/padro.yaml', 'nonsense');
    await spoilt.folder.write('phrases.yaml', 'nonsense');
    const { deps: again, log } = createDeps({ versions });
    const knowledgeStore = await openKnowledge(again);
    expect(answer(knowledgeStore.content())).toBe('Respuesta.');
    expect(knowledgeStore.translate('failed', 'es', {})).toBe('failed es');
    expect(knowledgeStore.problems().map(({ file }) => file)).toEqual(['phrases.yaml', 'faq/padro.yaml']);
    expect(knowledgeStore.refused()).toBe(2);
    expect(log.lines.map(({ level, fields }) => [level, fields.file])).toEqual([
      ['warn', 'phrases.yaml'],
      ['warn', 'faq/padro.yaml'],
    ]);
  });

  test('is refused without any good version', async () => {
    await spoilt.folder.write('phrases.yaml', 'nonsense');
    await expect(openKnowledge(createDeps({}).deps)).rejects.toMatchObject({ code: 'content.invalid' });
  });
});

describe('learning', () => {
  test('lets the bot answer before it knows every kind of message, which come when they are learnt', async () => {
    const { promise, resolve } = Promise.withResolvers<Knowledge>();
    const first = createKnowledge(town);
    const whole = createKnowledge(town);
    const { deps } = createDeps({});
    const begin = async () => ({ knowledge: first, whole: promise });
    const knowledgeStore = await openKnowledge({ ...deps, builder: { ...deps.builder, begin } });
    expect(knowledgeStore.current()).toBe(first);
    resolve(whole);
    await promise;
    await Promise.resolve();
    expect(knowledgeStore.current()).toBe(whole);
  });

  test('that fails for kinds leaves the rest in force', async () => {
    const first = createKnowledge(town);
    const { deps, log } = createDeps({});
    const begin = async () => ({ knowledge: first, whole: Promise.reject(new Error('no memory')) });
    const knowledgeStore = await openKnowledge({ ...deps, builder: { ...deps.builder, begin } });
    await knowledgeStore.reload();
    expect(knowledgeStore.current().version).not.toBe('');
    expect(log.lines[0]).toMatchObject({ level: 'error' });
  });

  test('that fails at a start leaves emergencies, commands and people, and is tried again', async () => {
    const made = createDeps({});
    const begin = async () => {
      throw new Error('no memory');
    };
    const knowledgeStore = await openKnowledge({ ...made.deps, builder: { ...made.deps.builder, begin } });
    const understood = (text: string) => knowledgeStore.current().understand(text, text).understanding;
    expect(understood("com m'empadrono").topics).toEqual([]);
    expect(understood('hi ha foc').danger.help?.number).toBe('112');
    expect(knowledgeStore.current().command('ajuda')).toBe('help');
    expect(made.log.lines[0]).toMatchObject({ level: 'error' });
    await knowledgeStore.reload();
    expect(understood("com m'empadrono").topics[0]?.entry).toBe('padro.alta');
  });
});

describe('reloading', () => {
  test('swaps the whole knowledge once it is built', async () => {
    const { deps, versions, log } = createDeps({});
    const knowledgeStore = await openKnowledge(deps);
    const before = knowledgeStore.current();
    await change('Otra.');
    await knowledgeStore.reload();
    expect(knowledgeStore.current()).not.toBe(before);
    expect(answer(knowledgeStore.content())).toBe('Otra.');
    expect(versions.saved()).toEqual([before.version, knowledgeStore.current().version]);
    expect(log.lines).toMatchObject([{ level: 'info', fields: { version: knowledgeStore.current().version } }]);
  });

  test('builds nothing again when nothing changed', async () => {
    const { deps, built, log } = createDeps({});
    const knowledgeStore = await openKnowledge(deps);
    const before = knowledgeStore.current();
    await spoilt.folder.edit('faq/padro.yaml', 'topic: padro', '# a comment\ntopic: padro');
    await knowledgeStore.reload();
    expect(knowledgeStore.current()).toBe(before);
    expect([built.length, log.lines.length]).toEqual([1, 0]);
  });

  test('keeps the last good version of a file, tells the problem, and forgets it once fixed', async () => {
    const knowledgeStore = await openKnowledge(createDeps({}).deps);
    await change('');
    await knowledgeStore.reload();
    expect(answer(knowledgeStore.content())).toBe('Respuesta.');
    expect(knowledgeStore.problems()).toMatchObject([{ file: 'faq/padro.yaml', line: 9 }]);
    await spoilt.folder.edit('faq/padro.yaml', 'es: \n', 'es: Mejor.\n');
    await knowledgeStore.reload();
    expect(answer(knowledgeStore.content())).toBe('Mejor.');
    expect([knowledgeStore.problems(), knowledgeStore.refused()]).toEqual([[], 0]);
  });

  test.each([
    ['the folder is gone', async () => spoilt.folder.remove('.'), {}],
    ['the index cannot be built', async () => change('Otra.'), { build: true }],
    ['the version cannot be kept', async () => change('Otra.'), { save: true }],
  ])('never throws, and keeps what it had, when %s', async (_, spoil, faults) => {
    let broken = false;
    const made = createDeps({});
    const fail = (fault: boolean | undefined) => {
      if (broken && fault) throw new Error('no space left');
    };
    const knowledgeStore = await openKnowledge({
      ...made.deps,
      builder: {
        ...made.deps.builder,
        whole: async (...given) => {
          fail('build' in faults && faults.build);
          return made.deps.builder.whole(...given);
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
    const before = knowledgeStore.current();
    expect(knowledgeStore.refused()).toBe(0);
    broken = true;
    await spoil();
    await knowledgeStore.reload();
    expect(knowledgeStore.current()).toBe(before);
    expect(answer(knowledgeStore.content())).toBe('Respuesta.');
    expect(knowledgeStore.refused()).toBe(1);
    expect(made.log.lines).toMatchObject([{ level: 'error', fields: { code: expect.any(String) } }]);
    await spoilt.folder.write('faq/padro.yaml', '');
  });

  test('takes place one at a time, and the last one asked for wins', async () => {
    let running = 0;
    let most = 0;
    const made = createDeps({});
    const knowledgeStore = await openKnowledge({
      ...made.deps,
      builder: {
        ...made.deps.builder,
        whole: async (...given) => {
          most = Math.max(most, ++running);
          await new Promise<void>((resolve) => setImmediate(resolve));
          running -= 1;
          return made.deps.builder.whole(...given);
        },
      },
    });
    await change('Una.');
    const first = knowledgeStore.reload();
    await first;
    await spoilt.folder.edit('faq/padro.yaml', 'es: Una.', 'es: Dos.');
    await Promise.all([knowledgeStore.reload(), knowledgeStore.reload(), knowledgeStore.reload()]);
    expect(most).toBe(1);
    expect(answer(knowledgeStore.content())).toBe('Dos.');
    expect(made.built).toHaveLength(3);
  });

  test('leaves a turn that began with the old knowledge alone', async () => {
    const knowledgeStore = await openKnowledge(createDeps({}).deps);
    const held = knowledgeStore.current();
    await change('Otra.');
    await knowledgeStore.reload();
    expect(held.version).not.toBe(knowledgeStore.current().version);
    expect(held.entry('padro.alta')?.id).toBe('padro.alta');
  });
});
