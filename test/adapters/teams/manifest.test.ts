import { crc32 } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { appPackage } from '../../../adapters/teams/appPackage.ts';
import { type AppDescription, manifestOf } from '../../../adapters/teams/manifest.ts';
import { readSettings } from '../../../adapters/teams/settings.ts';
import { testDay } from '../../support/clock.ts';
import { guidOf } from './support/identity.ts';
import type { Json } from './support/readShown.ts';

const appId = guidOf('desk');
const inAll = (text: string) => ({ ca: `${text} ca`, es: `${text} es`, en: `${text} en` });

const app: AppDescription = {
  account: { name: 'OIAC del Prat', description: 'Preguntes i tràmits, de 9:00 a 13:30.', locale: 'ca' },
  settings: readSettings({ identity: 'single-tenant', appId, directoryId: guidOf('the directory') }),
  council: { name: 'Ajuntament del Prat de Llobregat', site: 'https://prat.example', privacy: 'https://bot.example/p' },
  publicUrl: 'https://bot.example',
  menu: [
    { command: 'help', name: { ca: 'ajuda', es: 'ayuda', en: 'help' }, description: inAll('Help') },
    { command: 'my-data', name: { ca: 'les_meves_dades', es: 'mis_datos', en: 'my_data' }, description: inAll('Data') },
  ],
  now: testDay,
};

/** The rules of the published schema (1.16 to 1.21) that a bot's manifest can break. */
function faultsOf(manifest: Json): readonly string[] {
  const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
  const https = /^https:\/\/[^\s]{1,2040}$/;
  const [bot] = manifest.bots;
  const lists: Json[] = bot.commandLists;
  const commands: Json[] = lists.flatMap((list) => list.commands);
  const scope = /^(personal|team|groupChat)$/;
  const rules: Record<string, boolean> = {
    schema: manifest.$schema.includes(`/v${manifest.manifestVersion}/`),
    version: /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.test(manifest.version),
    ids: guid.test(manifest.id) && guid.test(bot.botId),
    developer: manifest.developer.name.length <= 32 && manifest.developer.name !== '',
    addresses: ['websiteUrl', 'privacyUrl', 'termsOfUseUrl'].every((key) => https.test(manifest.developer[key])),
    name: manifest.name.short.length <= 30 && manifest.name.full.length <= 100,
    description: manifest.description.short.length <= 80 && manifest.description.full.length <= 4_000,
    colour: /^#[0-9A-F]{6}$/.test(manifest.accentColor),
    languages: /^[a-z]{2}$/.test(manifest.localizationInfo.defaultLanguageTag),
    bots: manifest.bots.length === 1 && bot.scopes.length <= 3 && bot.scopes.every((each: string) => scope.test(each)),
    commands: lists.length <= 3 && lists.every((list) => list.commands.length <= 10),
    titles: commands.every(({ title, description }) => title.length <= 32 && description.length <= 128),
    domains: manifest.validDomains.every((host: string) => /^[a-z0-9.-]+$/.test(host)),
  };
  return Object.entries(rules).flatMap(([rule, kept]) => (kept ? [] : [rule]));
}

describe('the manifest', () => {
  test('keeps the rules of the schema, whatever the account is called', () => {
    expect(faultsOf(manifestOf(app).manifest)).toEqual([]);
    const long = 'Oficina d’informació i atenció ciutadana de Sant Cosme 👩‍👧 i rodalies';
    const description = `${long}. ${long}, de dilluns a divendres.`;
    const grown = {
      ...app,
      account: { ...app.account, name: long, description },
      council: { ...app.council, name: long },
      menu: Array.from({ length: 15 }, () => ({
        command: 'help' as const,
        name: inAll('x'.repeat(29)),
        description: inAll('y'.repeat(200)),
      })),
    };
    const { manifest } = manifestOf(grown);
    expect(faultsOf(manifest)).toEqual([]);
    expect(JSON.stringify(manifest).isWellFormed()).toBe(true);
    expect(manifest.name).toMatchObject({ short: 'Oficina d’informació i…', full: long });
    const notified = {
      ...app.account,
      description: 'Preguntes i tràmits de la biblioteca del barri. De dilluns a divendres, de 10 a 20 h.',
    };
    expect(manifestOf({ ...app, account: notified }).manifest.description).toEqual({
      short: 'Preguntes i tràmits de la biblioteca del barri.',
      full: notified.description,
    });
  });

  test('names the bot, its places and its files', () => {
    expect(manifestOf(app).manifest).toMatchObject({
      id: appId,
      version: '2026.1124.1000',
      bots: [{ botId: appId, scopes: ['personal', 'team', 'groupChat'], supportsFiles: true }],
      validDomains: ['bot.example'],
    });
  });

  test('asks to read the channels of a team for an account with a place of staff, and for no other', () => {
    const asked = { resourceSpecific: [{ name: 'ChannelMessage.Read.Group', type: 'Application' }] };
    const staff = { channel: '19:casos@thread.tacv2' };
    const directoryId = guidOf('the directory');
    const withStaff = { ...app, settings: readSettings({ identity: 'single-tenant', appId, directoryId, staff }) };
    const { manifest } = manifestOf(withStaff);
    expect(manifest).toMatchObject({ webApplicationInfo: { id: appId }, authorization: { permissions: asked } });
    expect(faultsOf(manifest)).toEqual([]);
    expect(Object.keys(manifestOf(app).manifest)).not.toContain('authorization');
  });

  test('has the commands in three languages, each the very word that the bot understands', () => {
    const { manifest, languages } = manifestOf(app);
    const [bot] = manifest.bots as Json[];
    expect(bot.commandLists[0].commands).toEqual([
      { title: 'ajuda', description: 'Help ca' },
      { title: 'les meves dades', description: 'Data ca' },
    ]);
    expect(manifest.localizationInfo).toEqual({
      defaultLanguageTag: 'ca',
      additionalLanguages: [
        { languageTag: 'es', file: 'es.json' },
        { languageTag: 'en', file: 'en.json' },
      ],
    });
    expect(languages.map(({ strings }) => strings['bots[0].commandLists[0].commands[1].title'])).toEqual([
      'mis datos',
      'my data',
    ]);
    for (const { strings } of languages) {
      expect(Object.keys(strings)).toEqual(
        expect.arrayContaining(['name.short', 'description.short', 'description.full']),
      );
    }
  });

  test('is not made for an account without an identity, or for a service without https', () => {
    const none = { ...app, settings: readSettings({ identity: 'none' }) };
    expect(() => manifestOf(none)).toThrow('has no identity');
    expect(() => manifestOf({ ...app, publicUrl: 'http://127.0.0.1:8080' })).toThrow('https');
  });
});

/** Reads an archive by its central directory, as Teams does. */
function unzip(bytes: Uint8Array): Map<string, Buffer> {
  const archive = Buffer.from(bytes);
  const end = archive.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < archive.readUInt16LE(end + 10); index++) {
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const name = archive.toString('ascii', at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = archive.subarray(start, start + archive.readUInt32LE(at + 24));
    expect([archive.readUInt32LE(at), archive.readUInt32LE(local)]).toEqual([0x02014b50, 0x04034b50]);
    expect(crc32(content)).toBe(archive.readUInt32LE(at + 16));
    files.set(name, content);
    at += 46 + nameLength + extra + comment;
  }
  expect(at).toBe(end);
  return files;
}

describe('the package', () => {
  test('holds the manifest, two icons of the right size, and the other languages, all beside each other', async () => {
    const files = unzip(await appPackage(app));
    expect([...files.keys()]).toEqual(['manifest.json', 'color.png', 'outline.png', 'es.json', 'en.json']);
    expect(JSON.parse(String(files.get('manifest.json')))).toEqual(manifestOf(app).manifest);
    const sizeOf = (name: string) => [16, 20].map((field) => files.get(name)?.readUInt32BE(field));
    expect([sizeOf('color.png'), sizeOf('outline.png')]).toEqual([
      [192, 192],
      [32, 32],
    ]);
  });

  test('is the same for the same words', async () => {
    expect(Buffer.from(await appPackage(app)).equals(Buffer.from(await appPackage(app)))).toBe(true);
  });
});
