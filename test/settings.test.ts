import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { findSettings } from '../src/settings.ts';
import { runProgram, temporaryFolder } from './support/service.ts';

let folder: ReturnType<typeof temporaryFolder>;
let own: string;
let machine: string;
beforeEach(() => {
  folder = temporaryFolder();
  own = join(folder.path, '.env');
  machine = join(folder.path, 'machine.env');
});
afterEach(() => folder.remove());

test('the settings are those of the folder, or else those of the machine', () => {
  expect(findSettings({}, folder.path, machine)).toBeNull();
  writeFileSync(machine, '');
  expect(findSettings({}, folder.path, machine)).toBe(machine);
});

test('where there are both, somebody has to say which count', () => {
  writeFileSync(machine, '');
  writeFileSync(own, '');
  expect(() => findSettings({}, folder.path, machine)).toThrow(expect.objectContaining({ code: 'config.invalid' }));
  expect(findSettings({ FINESTRETA_ENV: '.env' }, folder.path, machine)).toBe(own);
});

test('settings that were named and cannot be read are told', async () => {
  const { code, output } = await runProgram([process.execPath, 'src/cli/content.ts'], { FINESTRETA_ENV: own });
  expect([code, output]).toEqual([20, expect.stringContaining(`${own} cannot be read (ENOENT)`)]);
});
