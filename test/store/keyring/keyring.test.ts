import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Keyring, keysFile, openKeyring } from '../../../src/store/keyring/keyring.ts';
import { createLog } from '../../support/log.ts';
import { makeFolder, type TestFolder } from '../folder.ts';

describe('the key ring', () => {
  let folder: TestFolder;
  const opened: Keyring[] = [];
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(async () => {
    for (const ring of opened.splice(0)) await ring.close();
    folder.remove();
  });

  function open(masterKey: Uint8Array | null): Keyring {
    const ring = openKeyring({ folder: join(folder.path, 'keys'), masterKey, log: createLog() });
    opened.push(ring);
    return ring;
  }
  async function closeAll(): Promise<void> {
    for (const ring of opened.splice(0)) await ring.close();
  }

  const masterFile = () => join(folder.path, 'keys', 'master.key');
  const masterKey = (fill: number) => new Uint8Array(32).fill(fill);
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

  describe('keys', () => {
    test('a conversation keeps its key, in this process, in others and after a restart', async () => {
      const ring = open(null);
      const key = await ring.current('ana');
      expect(key.key).toHaveLength(32);
      expect(await ring.current('ana')).toEqual(key);
      expect(await open(null).current('ana')).toEqual(key);
      await closeAll();
      const again = open(null);
      expect(await again.current('ana')).toEqual(key);
      expect(await again.find(key.id)).toEqual(key);
    });

    test('conversations have keys of their own; those asked for at once share one', async () => {
      const ring = open(null);
      const [first, second, third] = await Promise.all([ring.current('ana'), ring.current('ana'), ring.current('pau')]);
      expect(second).toEqual(first);
      expect(hex(third.key)).not.toBe(hex(first.key));
      expect(third.id).not.toBe(first.id);
    });

    test('an unknown key is nobody’s', async () => {
      const ring = open(null);
      expect(await ring.find('nothing')).toBeNull();
      expect(await ring.fate('nothing')).toBe('unknown');
    });

    test('many more conversations than are kept in memory all keep their keys', async () => {
      const ring = open(null);
      const names = Array.from({ length: 12_000 }, (_, index) => `person ${index}`);
      const before = await Promise.all(names.map((name) => ring.current(name)));
      const after = await Promise.all(names.map((name) => ring.current(name)));
      expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
      expect(after.map(({ key }) => hex(key))).toEqual(before.map(({ key }) => hex(key)));
    });
  });

  describe('rotation and erasure', () => {
    test('a rotated key stays readable but seals nothing more', async () => {
      const ring = open(null);
      const old = await ring.current('ana');
      const fresh = await ring.rotate('ana');
      expect(fresh.id).not.toBe(old.id);
      expect(await ring.current('ana')).toEqual(fresh);
      expect(await ring.find(old.id)).toEqual(old);
      expect(await ring.rotate('pau')).toEqual(await ring.current('pau'));
    });

    test('a destroyed key is gone, here and in other processes, and the next one is another', async () => {
      const ring = open(null);
      const other = open(null);
      const key = await ring.current('ana');
      const neighbour = await ring.current('pau');
      expect(await other.find(key.id)).toEqual(key);
      expect(await other.current('ana')).toEqual(key);
      await ring.destroy('ana', null);
      for (const each of [ring, other]) {
        expect(await each.find(key.id)).toBeNull();
        expect(await each.fate(key.id)).toBe('destroyed');
        expect(await each.find(neighbour.id)).toEqual(neighbour);
      }
      const next = await other.current('ana');
      expect(next.id).not.toBe(key.id);
      expect(await ring.current('ana')).toEqual(next);
    });

    test('another process seals under the fresh key as soon as there is one', async () => {
      const [ring, other] = [open(null), open(null)];
      await other.current('ana');
      const fresh = await ring.rotate('ana');
      expect(await other.current('ana')).toEqual(fresh);
    });

    test('destroying all but one key destroys the older ones and spares what is newer', async () => {
      const ring = open(null);
      const first = await ring.current('ana');
      const second = await ring.rotate('ana');
      const third = await ring.rotate('ana');
      const fourth = await ring.rotate('ana');
      await ring.destroy('ana', third.id);
      await ring.destroy('ana', third.id);
      expect(await Promise.all([first, second, third, fourth].map(({ id }) => ring.fate(id)))).toEqual([
        'destroyed',
        'destroyed',
        'alive',
        'alive',
      ]);
      expect(await ring.current('ana')).toEqual(fourth);
      expect(await ring.find(third.id)).toEqual(third);
    });

    test('what happens at once happens in its order', async () => {
      const ring = open(null);
      const old = await ring.current('ana');
      const [, next, fresh] = await Promise.all([ring.destroy('ana', null), ring.rotate('ana'), ring.rotate('ana')]);
      expect(await ring.find(old.id)).toBeNull();
      expect(await ring.current('ana')).toEqual(fresh);
      expect(await ring.find(next.id)).toEqual(next);
    });

    test('erasing a conversation that has no key changes nothing', async () => {
      const ring = open(null);
      await ring.destroy('nobody', null);
      expect(await ring.fate('nobody')).toBe('unknown');
    });

    test('not a byte of a destroyed key stays in any file, among many others', async () => {
      const ring = open(null);
      const names = Array.from({ length: 200 }, (_, index) => `person ${index}`);
      await Promise.all(names.map((name) => ring.current(name)));
      await Promise.all(names.slice(0, 60).map((name) => ring.rotate(name)));
      const erased = names.filter((_, index) => index % 4 === 0);
      const wrapped = wrappedKeys(new Set(erased));
      expect(wrapped.length).toBeGreaterThan(erased.length);
      expect(wrapped.every((key) => bytesOnDisk().includes(key))).toBe(true);
      for (const name of erased) await ring.destroy(name, null);
      expect(wrapped.filter((key) => bytesOnDisk().includes(key))).toEqual([]);
      expect((await ring.current('person 1')).key).toHaveLength(32);
    });

    function wrappedKeys(conversations: ReadonlySet<string>): readonly Buffer[] {
      const db = new DatabaseSync(keysFile(join(folder.path, 'keys')), { readOnly: true });
      const rows = db.prepare('SELECT conversation, wrapped FROM keys').all();
      db.close();
      return rows
        .filter((row) => conversations.has(String(row.conversation)))
        .map((row) => Buffer.from(row.wrapped as Uint8Array));
    }
    function bytesOnDisk(): Buffer {
      const keys = join(folder.path, 'keys');
      return Buffer.concat(readdirSync(keys).map((name) => readFileSync(join(keys, name))));
    }
  });

  describe('master key', () => {
    test('is made once, for its owner only, and is 32 bytes in base64', async () => {
      open(null);
      expect(statSync(masterFile()).mode & 0o777).toBe(0o600);
      expect(Buffer.from(readFileSync(masterFile(), 'utf8'), 'base64')).toHaveLength(32);
      expect(readdirSync(join(folder.path, 'keys')).filter((name) => name.startsWith('master'))).toEqual([
        'master.key',
      ]);
      const before = readFileSync(masterFile());
      open(null);
      expect(readFileSync(masterFile()).equals(before)).toBe(true);
    });

    test('given from outside leaves no file and must be given again', async () => {
      const key = await open(masterKey(1)).current('ana');
      expect(existsSync(masterFile())).toBe(false);
      expect(await open(masterKey(1)).find(key.id)).toEqual(key);
      expect(() => open(null)).toThrow(/missing.*master\.key.*FINESTRETA_MASTER_KEY/);
      expect(existsSync(masterFile())).toBe(false);
    });

    test.each([
      ['another one', () => open(masterKey(2))],
      ['one of another length', () => open(new Uint8Array(16))],
    ])('%s is refused, and the right one works on', async (_, openWrong) => {
      const key = await open(masterKey(1)).current('ana');
      expect(openWrong).toThrow(expect.objectContaining({ code: 'key.unusable' }));
      expect(await open(masterKey(1)).find(key.id)).toEqual(key);
    });

    test('a file that was lost or spoilt is not replaced', async () => {
      open(null);
      await closeAll();
      writeFileSync(masterFile(), 'not a key\n');
      expect(() => open(null)).toThrow(expect.objectContaining({ code: 'key.unusable' }));
      rmSync(masterFile());
      expect(() => open(null)).toThrow(expect.objectContaining({ code: 'key.unusable' }));
      expect(existsSync(masterFile())).toBe(false);
    });

    test('a file that others may read is used, with a warning', async () => {
      open(null);
      await closeAll();
      chmodSync(masterFile(), 0o644);
      const log = createLog();
      opened.push(openKeyring({ folder: join(folder.path, 'keys'), masterKey: null, log }));
      expect(log.lines.filter(({ level }) => level === 'warn').map(({ message }) => message)).toEqual([
        expect.stringContaining('chmod 600'),
      ]);
    });

    test('gives a secret for each purpose, the same every time, and never itself', () => {
      const ring = open(masterKey(1));
      expect(hex(ring.derive('web tokens'))).toBe(hex(open(masterKey(1)).derive('web tokens')));
      expect(ring.derive('web tokens')).toHaveLength(32);
      const secrets = ['web tokens', 'sealer', ''].map((purpose) => hex(ring.derive(purpose)));
      expect(new Set([...secrets, hex(masterKey(1))]).size).toBe(4);
    });
  });

  test('a key whose record was altered is not used', async () => {
    const key = await open(masterKey(1)).current('ana');
    await closeAll();
    const db = new DatabaseSync(keysFile(join(folder.path, 'keys')));
    db.exec(`UPDATE keys SET conversation = 'pau'`);
    db.close();
    await expect(open(masterKey(1)).find(key.id)).rejects.toMatchObject({ code: 'key.unusable' });
  });
});
