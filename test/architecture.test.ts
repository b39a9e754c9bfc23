import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { errorCodes } from '../src/core/model/errors.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Paths of all files of our own code below some folders, from the root of the project. */
function filesIn(...folders: readonly string[]): readonly string[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.(?:tsx?|js|mjs|css|html)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path));
}

const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

/** What a file imports: paths from the root for files of ours, bare names for packages. */
function importsOf(path: string): readonly string[] {
  const specifiers = textOf(path).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"\n]+)['"]/g);
  return Array.from(specifiers, ([, specifier = '']) =>
    specifier.startsWith('.') ? relative(root, join(root, dirname(path), specifier)) : specifier,
  );
}

const isOurs = (imported: string) => /^(src|adapters|web|locales|bench|scripts|test)\//.test(imported);

const code = filesIn('src', 'adapters');
const lines = (path: string) => textOf(path).trimEnd().split('\n').length;

describe('the arrows of the house point one way', () => {
  // Folder, and what else than itself it may import of ours.
  test.each([
    ['src/core/', []],
    ['src/language/', ['src/core/']],
    ['src/journal/', ['src/core/']],
    ['src/protocol/', ['src/core/']],
    ['src/content/', ['src/core/', 'src/language/', 'src/protocol/', 'src/accounts/hours.ts']],
    ['src/accounts/', ['src/core/']],
    ['src/store/', ['src/core/', 'src/journal/']],
    ['src/transparency/', ['src/core/', 'src/journal/']],
    ['src/identity/', ['src/core/']],
    ['src/rights/', ['src/core/', 'src/journal/', 'src/protocol/']],
    ['src/announcements/', ['src/core/', 'locales/']],
    ['src/participation/', ['src/core/']],
    ['src/reports/', ['src/core/']],
    ['src/translation/', ['src/core/']],
    ['src/notifications/', ['src/core/', 'src/accounts/secrets.ts', 'src/content/load/readYaml.ts', 'locales/']],
    ['src/tickets/', ['src/core/', 'src/accounts/secrets.ts', 'src/content/load/readYaml.ts']],
    ['src/http/', ['src/core/', 'src/content/', 'src/identity/', 'locales/']],
    ['adapters/teams/', ['src/core/', 'adapters/adapter.ts']],
    ['adapters/telegram/', ['src/core/', 'adapters/adapter.ts']],
    ['adapters/discord/', ['src/core/', 'adapters/adapter.ts']],
    ['adapters/terminal/', ['src/core/', 'adapters/adapter.ts']],
    ['adapters/webchat/', ['src/core/', 'adapters/adapter.ts']],
  ])('%s imports nothing of ours but itself and %j', (folder, others) => {
    const files = code.filter((path) => path.startsWith(folder));
    const allowed = [folder, ...others];
    const wrong = files.flatMap((path) =>
      importsOf(path)
        .filter((imported) => isOurs(imported) && !allowed.some((place) => imported.startsWith(place)))
        .map((imported) => `${path} imports ${imported}`),
    );
    expect(files.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  test('every adapter has its walls checked above', () => {
    const folders = new Set(code.filter((path) => /^adapters\/[^/]+\//.test(path)).map((path) => path.split('/')[1]));
    expect([...folders].sort()).toEqual(['discord', 'teams', 'telegram', 'terminal', 'webchat']);
  });

  test('the core needs neither packages nor Node', () => {
    const outside = code
      .filter((path) => path.startsWith('src/core/'))
      .flatMap((path) => importsOf(path).filter((imported) => !imported.startsWith('src/core/')));
    expect(outside).toEqual([]);
  });

  test('only src/composition/, where the service is put together, and the command line name stores and adapters', () => {
    const concrete = (imported: string) => /^(src\/store|adapters\/[^/]+)\//.test(imported);
    const roots = /^src\/(composition|cli)\/.*$/;
    const wrong = code
      .filter((path) => path.startsWith('src/') && !path.startsWith('src/store/') && !roots.test(path))
      .flatMap((path) =>
        importsOf(path)
          .filter(concrete)
          .map((imported) => `${path} imports ${imported}`),
      );
    expect(wrong).toEqual([]);
  });

  test.each([
    ['i18next', /^src\/language\/translator\.ts$/],
    ['date-holidays', /^src\/protocol\/time\//],
    ['minisearch', /^src\/language\//],
    ['node:sqlite', /^src\/store\//],
    ['mongoose', /^src\/store\/mongo\//],
    ['mongodb', /^src\/store\/mongo\//],
    ['redis', /^src\/store\/redis\//],
    ['@redis', /^src\/store\/redis\//],
    ['rate-limiter-flexible', /^src\/store\/(local|redis)\//],
    ['yaml', /^src\/content\//],
    ['filtrex', /^src\/content\/flows\//],
    ['hunspell-wasm', /^src\/content\/spelling\//],
    ['onnxruntime-node', /^src\/language\/meaning\//],
    ['papaparse', /^src\/content\/sheets\//],
    ['read-excel-file', /^src\/content\/sheets\//],
    ['write-excel-file', /^src\/content\/sheets\//],
    ['prom-client', /^src\/http\/metrics\//],
    ['express', /^(src\/(http|composition)\/|adapters\/)/],
    ['telegraf', /^adapters\/telegram\//],
    ['discord.js', /^adapters\/discord\//],
    ['better-auth', /^src\/(identity\/credentials\/|store\/mongo\/staff)/],
    ['@better-auth', /^src\/identity\/credentials\//],
    ['@simplewebauthn', /^src\/identity\/credentials\//],
    ['nodemailer', /^src\/notifications\//],
    ['ws', /^adapters\//],
    ['busboy', /^adapters\//],
    ['botbuilder', /^adapters\/teams\//],
    ['pino', /^src\/(main\.ts$|(composition|cli)\/)/],
  ])('%s is confined to the place that exists for it', (name, place) => {
    const users = code.filter((path) => importsOf(path).some((each) => each === name || each.startsWith(`${name}/`)));
    expect(users.filter((path) => !place.test(path))).toEqual([]);
  });

  test('the rooms of the core import only rooms before them, and none is crowded', () => {
    const order = [
      'model',
      'ports',
      'util',
      'journal',
      'render',
      'dialogue',
      'flows',
      'cases',
      'turn',
      'outbox',
      'engine',
    ];
    const roomOf = (path: string) => path.split('/')[2] ?? '';
    const files = code.filter((path) => path.startsWith('src/core/'));
    expect([...new Set(files.map(roomOf))].sort()).toEqual([...order].sort());
    const backwards = files.flatMap((path) =>
      importsOf(path)
        .filter((imported) => order.indexOf(roomOf(imported)) > order.indexOf(roomOf(path)))
        .map((imported) => `${path} imports ${imported}`),
    );
    expect(backwards).toEqual([]);
    const direct = (room: string) => files.filter((path) => dirname(path) === `src/core/${room}`).length;
    expect(order.map(direct).filter((count) => count > 20)).toEqual([]);
  });

  test('nothing imports in a circle', () => {
    const all = [...code, ...filesIn('web')];
    const graph = new Map(all.map((path) => [path, importsOf(path).filter((imported) => all.includes(imported))]));
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      if (done.has(path) || trail.includes(path)) return;
      for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) visit(path, []);
    expect(circles).toEqual([]);
  });

  test('the core knows no platform by name', () => {
    const names = /\b(telegram|discord|teams|webchat|whatsapp|direct ?line)\b/i;
    expect(code.filter((path) => path.startsWith('src/core/') && names.test(textOf(path)))).toEqual([]);
  });
});

test('whatever counts by address counts what addressKey makes of it: a network of IPv6 is one sender', () => {
  const readsAddress = /\.ip\b|remoteAddress/;
  const asKey = /addressKey\(request\.ip\)|isLoopback\w*\(/;
  const wrong = code
    .filter((path) => path !== 'src/http/clientAddress.ts')
    .flatMap((path) =>
      textOf(path)
        .split('\n')
        .filter((line) => readsAddress.test(line) && !/^\s*(\/?\*|\/\/)/.test(line) && !asKey.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );
  expect(wrong).toEqual([]);
});

describe('the code stays small and finished', () => {
  const ours = filesIn('src', 'adapters', 'scripts', 'bench', 'web', 'test').filter(
    (path) => !path.startsWith('test/peers/'),
  );

  test('no file has more than 400 lines', () => {
    expect(ours.filter((path) => lines(path) > 400).map((path) => `${path}: ${lines(path)}`)).toEqual([]);
  });

  test('half of the files have fewer than 80 lines', () => {
    const sizes = code.map(lines).sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(80);
  });

  test('nothing is left for later', () => {
    const marks = new RegExp(`\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')}|XX${'X'})\\b`);
    expect(ours.filter((path) => marks.test(textOf(path)))).toEqual([]);
  });

  test('objects are written out, not packed into lines by spreads', () => {
    const all = [...code, ...filesIn('web', 'scripts', 'test/support')];
    expect(all.filter((path) => /\.\.\.\{/.test(textOf(path)))).toEqual([]);
  });

  test('nothing is cast to what it is not', () => {
    expect(ours.filter((path) => /\bas unknown as\b|\bas never\b/.test(textOf(path)))).toEqual([]);
  });

  test('only entry points end the process', () => {
    const ends = code.filter((path) => /process\.exit\s*\(/.test(textOf(path)));
    expect(ends.filter((path) => !/^src\/(main\.ts|cli\/)/.test(path))).toEqual([]);
  });
});

describe('errors', () => {
  const listed = Array.from(
    textOf('docs/errors.md').matchAll(/^\| `([a-z.-]+)` +\|/gm),
    ([, listedCode]) => listedCode,
  );

  test('are all explained, each once, and no other is', () => {
    expect(listed.sort()).toEqual([...errorCodes].sort());
  });

  test('are all raised somewhere', () => {
    const raising = code
      .filter((path) => path !== 'src/core/model/errors.ts')
      .map(textOf)
      .join('\n');
    const own = ['platform.refused', 'account.off'];
    expect(errorCodes.filter((each) => !raising.includes(`'${each}'`) && !own.includes(each))).toEqual([]);
  });
});

describe('each thing is done in one place', () => {
  test('who may do what is asked of the policy: nobody else looks for a role by its name', () => {
    const allowed: Readonly<Record<string, string>> = {
      'src/core/cases/policy.ts': 'the policy itself',
      'src/identity/importStaff.ts': 'puts the roles of a table in order',
      'src/notifications/recipients.ts': 'finds everybody who has a role that the protocol names',
      'src/core/cases/sharing/assignment.ts': 'sorts people by role, and allows nothing',
      'src/core/cases/escalation.ts': 'leaves out a role that is notified',
      'src/core/cases/agentInactivity.ts': 'compares levels of an escalation',
      'web/console/model/admin/staffFilter.ts': 'filters a list by the role that was chosen',
    };
    const looks =
      /roles\??\.(?:some|every|includes)\(|[=!]== '(?:agent|supervisor|editor|administrator|auditor)'|includes\('(?:agent|supervisor|editor|administrator|auditor)'\)/;
    const found = [...code, ...filesIn('web')].filter((path) => looks.test(textOf(path)));
    // A choice of a macro: an agent or a department.
    expect(found.filter((path) => allowed[path] === undefined && path !== 'web/console/model/macro.ts')).toEqual([]);
    expect(Object.keys(allowed).filter((path) => !found.includes(path))).toEqual([]);
  });

  test('what waits, waits by `sleep`, which can be aborted and takes the timer of a test', () => {
    const users = code.filter((path) =>
      /import \{[^}]*setTimeout[^}]*\} from '(?:node:)?timers\/promises'/.test(textOf(path)),
    );
    expect(users).toEqual([]);
    const waits = code.filter((path) =>
      /new Promise(?:<[^>]*>)?\(\(?\w+\)? => (?:void )?(?:setTimeout\(|\w+(?:\.\w+)*\.addEventListener\('abort')/.test(
        textOf(path),
      ),
    );
    expect(waits).toEqual([]);
  });

  test('nothing is bound later by way of an object that holds it', () => {
    expect(code.filter((path) => /\{ \w+: (?:null|undefined) as /.test(textOf(path)))).toEqual([]);
  });
});
