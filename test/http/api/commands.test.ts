import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConsoleWorld } from './world.ts';
import { openConsole, rowWith } from './world.ts';

const inTurn = '?conversation=c-AAAA-0001&revision=1';
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
const path = 'cases/AAAA-0001/commands';
const post = (command: unknown) => ({ id: 'command-0001', seen: 3, command });

describe('commands', () => {
  let world: ConsoleWorld;
  beforeEach(async () => {
    world = await openConsole({});
    await world.index.put([rowWith('AAAA-0001', {}, {})]);
  });
  afterEach(() => world.close());
  const code = async (agent: string, body: unknown) => {
    const { status, body: answer } = await world.ask(agent, 'POST', path, body);
    return status === 200 ? 'done' : answer.error.code;
  };

  test('reach the engine with who did them, and under an id that no colleague can say again', async () => {
    const { body } = await world.ask(
      'anna',
      'POST',
      path,
      post({ kind: 'note', text: ' Truqueu ', mentions: ['carla'] }),
    );
    expect(body.case.code).toBe('AAAA-0001');
    expect(world.commands).toEqual([
      {
        id: 'anna command-0001',
        ...{ tenant: 'default', conversation: 'c-AAAA-0001', case: 'AAAA-0001', by: 'anna', seen: 3 },
        command: { kind: 'note', text: 'Truqueu', mentions: ['carla'] },
      },
    ]);
  });

  test.each([
    ['no command', {}],
    ['an unknown command', post({ kind: 'explode' })],
    ['more than is known', post({ kind: 'take', by: 'carla' })],
    ['an empty answer', post({ kind: 'reply', text: ' ', files: [] })],
    ['an endless answer', post({ kind: 'reply', text: 'x'.repeat(8_001), files: [] })],
    ['an unknown department', post({ kind: 'assign', to: { department: 'moon' } })],
    ['an unknown colleague', post({ kind: 'note', text: 'x', mentions: ['nobody'] })],
    [
      'a file that is not there',
      post({ kind: 'reply', text: '', files: [{ id: 'f', name: 'f', type: 'x', size: 1 }] }),
    ],
    ['a list instead of an object', []],
  ])('are refused with %s', async (_, body) => {
    expect(await code('anna', body)).toBe('input.invalid');
    expect(world.commands).toEqual([]);
  });

  test('may be followed by closing or snoozing, each under an id of its own', async () => {
    const followed = {
      ...post({ kind: 'reply', text: 'Fet', files: [] }),
      followedBy: [{ kind: 'close', reason: 'resolved' }],
    };
    expect(await code('anna', followed)).toBe('done');
    expect(world.commands.map(({ id, command }) => [id, command.kind])).toEqual([
      ['anna command-0001', 'reply'],
      ['anna command-0001 after', 'close'],
    ]);
    expect(await code('anna', { ...followed, followedBy: { kind: 'take' } })).toBe('input.invalid');
  });

  describe('of many cases', () => {
    const many = (body: object) => ({
      ...{ id: 'command-0001', cases: ['AAAA-0001', 'aaaa-0002', 'AAAA-0003', 'AAAA-0004'] },
      ...{ command: { kind: 'set-priority', priority: 'high' }, followedBy: [{ kind: 'close', reason: 'spam' }] },
      ...body,
    });
    const ids = () => world.commands.map(({ id, command }) => [id, command.kind]);

    test('run in each that the person may see, under the id that it has there; what one refuses holds up no other', async () => {
      await world.index.put([rowWith('AAAA-0002', {}, {}), rowWith('AAAA-0004', {}, { department: 'medi' })]);
      const { status, body } = await world.ask('anna', 'POST', 'cases/commands', many({}));
      expect([status, body]).toEqual([200, { refused: ['AAAA-0003', 'AAAA-0004'] }]);
      expect(ids()).toEqual([
        ['anna command-0001 AAAA-0001', 'set-priority'],
        ['anna command-0001 AAAA-0001 after', 'close'],
        ['anna command-0001 AAAA-0002', 'set-priority'],
        ['anna command-0001 AAAA-0002 after', 'close'],
      ]);
    });

    test('run in all others where one fails in a way that nobody expected, which is no success', async () => {
      const done: string[] = [];
      const failing = await openConsole({
        handleCommand: async ({ case: of }) => {
          if (of === 'AAAA-0001') throw new Error('out of order');
          done.push(of);
        },
      });
      await failing.index.put([rowWith('AAAA-0001', {}, {}), rowWith('AAAA-0002', {}, {})]);
      const body = many({ cases: ['AAAA-0001', 'AAAA-0002'], followedBy: [] });
      const { status } = await failing.ask('anna', 'POST', 'cases/commands', body);
      await failing.close();
      expect([status, done]).toEqual([500, ['AAAA-0002']]);
    });

    test.each([
      ['what is written for one person', { command: { kind: 'reply', text: 'Hola', files: [] } }],
      ['it as what follows', { followedBy: [{ kind: 'note', text: 'Hola', mentions: [] }] }],
      ['no case', { cases: [] }],
      ['too many cases', { cases: Array.from({ length: 4_001 }, () => 'AAAA-0001') }],
    ])('are refused with %s', async (_, given) => {
      const { body } = await world.ask('anna', 'POST', 'cases/commands', many(given));
      expect([body.error.code, world.commands]).toEqual(['input.invalid', []]);
    });
  });

  test('that take a case out of sight leave nothing to do in it', async () => {
    const moved = await openConsole({
      handleCommand: async ({ case: of }) => {
        await moved.index.put([rowWith(of, { revision: 9 }, { department: 'medi' })]);
      },
    });
    await moved.index.put([rowWith('AAAA-0001', {}, {})]);
    const { status, body } = await moved.ask(
      'anna',
      'POST',
      path,
      post({ kind: 'assign', to: { department: 'medi' } }),
    );
    expect([status, body.case.department, body.may]).toEqual([200, 'medi', []]);
    await moved.close();
  });

  test('that only those who lead may do are refused to others', async () => {
    const decide = post({ kind: 'decide', proposal: '1', accept: true, reason: '' });
    expect(await code('anna', decide)).toBe('auth.refused');
    expect(await code('supervisor', decide)).toBe('done');
  });

  test('are answered as the engine refuses them', async () => {
    expect((await world.ask('anna', 'POST', 'cases/ZZZZ-0001/commands', post({ kind: 'take' }))).status).toBe(404);
    expect(await code('berta', post({ kind: 'take' }))).toBe('case.unknown');
  });

  test('cannot touch a case that one may not see', async () => {
    await world.index.put([rowWith('BBBB-0001', {}, { department: 'medi' })]);
    expect(await code('anna', post({ kind: 'merge', into: 'BBBB-0001' }))).toBe('case.unknown');
    expect(await code('supervisor', post({ kind: 'merge', into: 'BBBB-0001' }))).toBe('done');
  });

  test('carry files that were uploaded for them, as what their bytes say', async () => {
    const uploaded = await world.ask('anna', 'POST', 'cases/AAAA-0001/files', png);
    expect(uploaded.body).toEqual({ id: 'file-1', name: 'file.png', type: 'image/png', size: 10 });
    const forged = { ...uploaded.body, name: '../plan.png', type: 'text/html', size: 5 };
    expect(await code('anna', post({ kind: 'reply', text: '', files: [forged] }))).toBe('done');
    expect(world.commands[0]?.command).toMatchObject({
      files: [{ id: 'file-1', name: 'plan.png', type: 'image/png', size: 10 }],
    });
  });
});

describe('files', () => {
  let world: ConsoleWorld;
  beforeEach(async () => {
    world = await openConsole({});
    await world.index.put([rowWith('AAAA-0001', {}, {})]);
  });
  afterEach(() => world.close());

  test('leave as an attachment that no browser takes for anything else', async () => {
    await world.citizenSends('AAAA-0001', 'f1', png);
    const { status, headers } = await world.ask('anna', 'GET', `files/AAAA-0001/f1${inTurn}`);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toBe('attachment');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  });

  test('of another conversation are not found', async () => {
    await world.citizenSends('other', 'f1', png);
    expect((await world.ask('anna', 'GET', `files/AAAA-0001/f1${inTurn}`)).status).toBe(404);
    const elsewhere = 'files/AAAA-0001/f1?conversation=c-other&revision=1';
    expect((await world.ask('anna', 'GET', elsewhere)).status).toBe(404);
  });

  test.each([
    ['of another kind', new TextEncoder().encode('<script>'), 400],
    ['that are too large', new Uint8Array(1_001), 413],
    ['that are empty', new Uint8Array(0), 400],
  ])('%s are not taken', async (_, bytes, status) => {
    expect((await world.ask('anna', 'POST', 'cases/AAAA-0001/files', bytes)).status).toBe(status);
    expect(world.kept.bytes.size).toBe(0);
  });
});
