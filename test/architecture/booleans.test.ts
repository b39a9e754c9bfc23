import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A node of the syntax tree, of whatever kind; or a part of one. */
type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** A type that says yes or no, alone or beside others: `boolean`, `true`, `boolean | null`. */
function isBoolean(type: unknown): boolean {
  if (!isNode(type)) return false;
  switch (type.type) {
    case 'TsTypeAnnotation':
    case 'TsParenthesizedType':
      return isBoolean(type.typeAnnotation);
    case 'TsKeywordType':
      return type.kind === 'boolean';
    case 'TsLiteralType':
      return isNode(type.literal) && type.literal.type === 'BooleanLiteral';
    case 'TsUnionType':
      return Array.isArray(type.types) && type.types.some(isBoolean);
    default:
      return false;
  }
}

/** The name of a parameter that takes a boolean; null for any other. */
function booleanName(given: unknown): string | null {
  if (!isNode(given)) return null;
  const pattern = given.pat ?? given;
  if (!isNode(pattern)) return null;
  const { left, right } = pattern;
  if (pattern.type === 'AssignmentPattern' && isNode(left)) {
    const isSo = isBoolean(left.typeAnnotation) || (isNode(right) && right.type === 'BooleanLiteral');
    return isSo ? String(left.value) : null;
  }
  return isBoolean(pattern.typeAnnotation) ? String(pattern.value) : null;
}

/** What is called, as `setOpen` or `z.boolean().default`. */
function calleeName(callee: unknown): string {
  if (!isNode(callee)) return '';
  if (callee.type === 'Identifier') return String(callee.value);
  if (callee.type === 'CallExpression') return `${calleeName(callee.callee)}()`;
  if (callee.type !== 'MemberExpression' || !isNode(callee.property)) return '';
  return `${calleeName(callee.object)}.${callee.property.value}`;
}

/**
 * Callees that may be given `true` or `false` as it stands. What they do with it is said by their name, or they are not
 * ours and want it so.
 */
const mayBeGiven: readonly RegExp[] = [
  // The state of a component, and what a promise becomes.
  /^(useState|useRef|set[A-Z]\w*|resolve)$/,
  // A value of a map, a set or a list, and the default of a field.
  /\.(set|has|push|default)$/,
  // What a stand-in for a server answers.
  /^reply$/,
  // Timers and listeners of Node and of browsers, sockets, terminals, bytes and keys.
  /^(setTimeout|addEventListener|(\w+\.)+addEventListener)$/,
  /\.(setNoDelay|setRawMode|getUint32|getFloat16)$/,
  /^crypto\.subtle\.importKey$/,
  // Packages: `yaml`, mongoose, better-auth, botbuilder; `AsyncLocalStorage`.
  /\.getIn$/,
  /^connection\.close$/,
  /^deleteSessionCookie$|\.createSession$/,
  /^factory\.createCredentials$/,
  /^silent\.run$/,
];

/** Parameters that others want to be so: files and why. */
const mayTake: readonly (readonly [file: string, parameter: string, why: string])[] = [
  ['adapters/teams/token.ts', 'force', 'the SDK declares it so'],
  ['web/console/view/admin/formFields.tsx', 'checked', 'an event of a field: its new value'],
];

/** Boolean positions of a file: parameters, and literals in calls. */
function booleanPositions(path: string, text: string): readonly string[] {
  const found: string[] = [];
  const look = (node: Node): void => {
    const { type, params } = node;
    const parameters = Array.isArray(params) ? params : [];
    if (type !== 'TsTypeParameterInstantiation') {
      for (const name of parameters.map(booleanName)) if (name !== null) found.push(`${path}: parameter ${name}`);
    }
    if ((type === 'CallExpression' || type === 'NewExpression') && Array.isArray(node.arguments)) {
      const callee = calleeName(node.callee);
      for (const each of node.arguments) {
        const { expression } = each as { readonly expression: Node };
        if (expression.type === 'BooleanLiteral' && !mayBeGiven.some((pattern) => pattern.test(callee))) {
          found.push(`${path}: ${callee} is given ${expression.value}`);
        }
      }
    }
    for (const each of Object.values(node)) if (isNode(each)) look(each);
  };
  const syntax = /\.tsx?$/.test(path) ? 'typescript' : 'ecmascript';
  const tree: unknown = parseSync(text, { syntax, tsx: path.endsWith('x'), target: 'es2024' });
  if (!isNode(tree)) throw new Error(`${path} has no syntax tree`);
  look(tree);
  return found;
}

test('boolean positions are seen', () => {
  const positions = (text: string) => booleanPositions('a.ts', text).map((each) => each.slice('a.ts: '.length));
  expect(positions('function a(b: boolean) {}')).toEqual(['parameter b']);
  expect(positions('const a = (b: string, c: boolean | null) => {}')).toEqual(['parameter c']);
  expect(positions('class A { a(b = false) {} constructor(c?: boolean) {} }')).toEqual(['parameter b', 'parameter c']);
  expect(positions('interface A { a(b: boolean): void; c: (d: true) => void }')).toEqual([
    'parameter b',
    'parameter d',
  ]);
  expect(positions('a.b(1, false)')).toEqual(['a.b is given false']);
  expect(positions('function a({ b }: { readonly b: boolean }, c: Map<string, boolean>): boolean {}')).toEqual([]);
  expect(positions('setOpen(true); known.set(1, true); a({ b: true })')).toEqual([]);
});

test('no parameter is a boolean, and no call is given one: an option has a name, and a choice has words', () => {
  const files = ['src', 'adapters', 'web', 'scripts', 'bench']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.(?:tsx?|m?js)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path));
  expect(files.length).toBeGreaterThan(1_000);
  const all = files.flatMap((path) => booleanPositions(path, readFileSync(join(root, path), 'utf8')));
  const allowed = mayTake.map(([file, parameter]) => `${file}: parameter ${parameter}`);
  expect(all.filter((each) => !allowed.includes(each))).toEqual([]);
  expect(allowed.filter((each) => !all.includes(each))).toEqual([]);
});
