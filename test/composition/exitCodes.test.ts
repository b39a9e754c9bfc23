import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { CodedError, type ErrorCode } from '../../src/core/model/errors.ts';
import { exitCodeOf, exitCodes } from '../../src/exitCodes.ts';

const entries = Object.entries(exitCodes);
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('exit codes', () => {
  test('each code has its own, clear of those of Node, shells and supervisors', () => {
    expect(new Set(Object.values(exitCodes)).size).toBe(entries.length);
    for (const [code, number] of entries) {
      expect([code, number === 2 || (number >= 20 && number < 64)]).toEqual([code, true]);
    }
  });

  test('the page of errors lists just these', () => {
    const listed = Array.from(
      read('docs/errors.md').matchAll(/^\| (\d+) +\| `([a-z.-]+)` +\|/gm),
      ([, number, code]) => [code, Number(number)],
    );
    expect(listed).toEqual(entries);
  });

  test('every error that the page has under "At the start" or "Backups" has one', () => {
    const sections = read('docs/errors.md').split(/^## /m);
    const codes = sections
      .filter((section) => /^(At the start|Backups)/.test(section))
      .flatMap((section) => Array.from(section.matchAll(/^\| `([a-z.-]+)` +\|/gm), ([, code]) => code as ErrorCode));
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => exitCodeOf(new CodedError(code, 'Fix it.')) === 1)).toEqual([]);
  });

  test('every command ends with them', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const commands = Object.values(scripts).flatMap((script) => /^node (src\/cli\/\S+)/.exec(script)?.[1] ?? []);
    expect(commands.length).toBeGreaterThan(6);
    expect(commands.filter((path) => !/await runCli\(/.test(read(path)))).toEqual([]);
  });

  test('an error of the program itself, and one that only a request can cause, are unforeseen', () => {
    expect(exitCodeOf(new TypeError('a fault'))).toBe(1);
    expect(exitCodeOf(new CodedError('rate.limited', 'Wait.'))).toBe(1);
    expect(exitCodeOf(new CodedError('store.newer', 'Start the newer version.'))).toBe(34);
  });
});
