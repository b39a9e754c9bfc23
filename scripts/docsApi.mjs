import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import * as policy from '../src/core/cases/policy.ts';
import { overseers } from '../src/core/model/agent.ts';
import { postedCommand } from '../src/http/api/commandSchema.ts';
import { root } from './fingerprint.mjs';

const folder = join(root, 'src/http/api');
const wire = join(folder, 'wire.ts');
const rolesByName = new Map(Object.entries({ ...policy, overseers }));

/**
 * The page of the console's interface: routes with who may use them, as the code declares them; their inputs and
 * outputs, and all types that these use, word for word from `wire.ts` and the files that it imports.
 *
 * @returns {string} Markdown
 */
export function describeApi() {
  const described = routesIn(declarationsOf(wire).get('ApiRoutes').text);
  const known = knownRoutes();
  const missing = [...described.keys()].filter((name) => !known.has(name));
  const unknown = [...known.keys()].filter((name) => !described.has(name));
  if (missing.length + unknown.length > 0) {
    throw new Error(`ApiRoutes in wire.ts and the routes differ: ${[...missing, ...unknown].join(', ')}`);
  }
  const routes = [...described].map(([name, { words, shape }]) => {
    const [method, path] = name.split(' ');
    const { roles, kind } = known.get(name);
    return [
      `### ${method.toUpperCase()} /console/api/${path}`,
      `For ${roles.join(', ')}. Limit: ${kind}.${words === '' ? '' : ` ${words}`}`,
      block('ts', shape),
    ].join('\n\n');
  });
  return [
    '# The console’s interface, by route',
    'Made by `npm run docs:api` from `src/http/api`: change it there. [console.md](console.md) says how it is meant, who sees\nwhich cases, how much each limit allows, and what a proxy must know. Faults are `{"error": {"code", "message"}}` with the codes of [errors.md](errors.md).',
    'Types are those of the program, in TypeScript. What is sent is checked when it arrives; the checks are stricter than the\ntypes (lengths, numbers of elements) and stand beside each route. Those of commands are at the end of this page.',
    '## Routes',
    ...routes,
    '## Types',
    ...[...typesFrom('ApiRoutes')].map(([file, texts]) =>
      [`### ${relative(root, file)}`, block('ts', texts.join('\n\n'))].join('\n\n'),
    ),
    '## What the server checks of a command',
    'The body of `POST cases/:code/commands`, as [JSON Schema](https://json-schema.org).',
    block('json', JSON.stringify(z.toJSONSchema(postedCommand, { io: 'input', unrepresentable: 'any' }), null, 2)),
  ].join('\n\n');
}

const block = (language, text) => `\`\`\`${language}\n${text}\n\`\`\``;

/**
 * Matches the start of a declaration at the outermost level, in the format that Biome keeps: a comment, or a keyword
 * without one.
 */
const beginning = /^(?=\/[*/]|(?<!\*\/\n)(?:export|import|interface|type|const|function|async|class)\b)/m;

/** By name: text and file of the types and constants that a file declares at its outermost level. */
function declarationsOf(file) {
  const pieces = readFileSync(file, 'utf8').split(beginning);
  return new Map(
    pieces.flatMap((text) => {
      const name = /^(?:export )?(?:interface|type|const) (\w+)/m.exec(text)?.[1];
      return name === undefined ? [] : [[name, { file, text: text.trim() }]];
    }),
  );
}

/** By name: our file from which a file imports a type. */
function importsOf(file) {
  const found = readFileSync(file, 'utf8').matchAll(/^import (?:type )?\{([^}]*)\} from '(\.[^']*)'/gm);
  return new Map(
    Array.from(found).flatMap(([, names, path]) =>
      names
        .split(',')
        .map((name) => [name.replace(/\btype\b/, '').trim(), join(dirname(file), path)])
        .filter(([name]) => name !== ''),
    ),
  );
}

/** All types that one depends on, by file, in the order in which they are declared. */
function typesFrom(first) {
  const wanted = new Map();
  const open = [{ name: first, file: wire }];
  for (const { name, file } of open) {
    const own = declarationsOf(file).get(name);
    if (own === undefined) {
      const from = importsOf(file).get(name);
      if (from !== undefined) open.push({ name, file: from });
      continue;
    }
    const known = wanted.get(file) ?? new Set();
    if (known.has(name)) continue;
    wanted.set(file, known.add(name));
    const bare = own.text
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\/\/.*$/gm, '')
      .replace(/'[^'\n]*'/g, '');
    for (const [, other] of bare.matchAll(/(?<![.\w])([A-Za-z]\w*)(?!\w*\??:)/g)) open.push({ name: other, file });
  }
  return new Map(
    Array.from(wanted, ([file, names]) => [
      file,
      [...declarationsOf(file)].filter(([name]) => name !== first && names.has(name)).map(([, { text }]) => text),
    ]),
  );
}

/** By `method path`: the comment on a route in `ApiRoutes`, and its shape. */
function routesIn(text) {
  const pattern = /(?:^ {2}\/\*\* (.*) \*\/\n)?^ {2}'([^'\n]+)': (\{[\s\S]*?\});$(?=\n(?: {2}['/]|\}))/gm;
  return new Map(
    Array.from(text.matchAll(pattern), ([, words = '', name, shape]) => [
      name,
      { words, shape: shape.replaceAll(/^ {2}/gm, '') },
    ]),
  );
}

/** By `method path`: who may use a route, and which limit it counts towards. */
export function knownRoutes() {
  const pattern = /method: '(\w+)',\s*path: '([^']+)',\s*roles: (\w+),\s*kind: '(\w+)'/g;
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const all = files.flatMap((name) => {
    const file = join(folder, name);
    return Array.from(readFileSync(file, 'utf8').matchAll(pattern), ([, method, path, roles, kind]) => [
      `${method} ${path}`,
      { roles: rolesNamed(roles, file), kind },
    ]);
  });
  return new Map(all);
}

function rolesNamed(name, file) {
  if (rolesByName.has(name)) return rolesByName.get(name);
  const declared = declarationsOf(importsOf(file).get(name) ?? file).get(name)?.text ?? '';
  return Array.from(declared.replace(/^[^=]*/, '').matchAll(/'([\w-]+)'/g), ([, role]) => role);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(root, 'docs/api.md'), `${describeApi()}\n`);
  console.log('docs/api.md is written.');
}
