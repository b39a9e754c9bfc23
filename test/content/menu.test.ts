import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { createCommandWords } from '../../src/content/commandWords.ts';
import { readYaml } from '../../src/content/load/readYaml.ts';
import { menuOf } from '../../src/content/menu.ts';
import { commandsFile } from '../../src/content/schema/talk.ts';
import { locales } from '../../src/core/model/locale.ts';
import { commands } from '../../src/core/model/parsedCommand.ts';

const text = readFileSync(new URL('../../dialogs/commands.yaml', import.meta.url), 'utf8');
const file = readYaml('commands.yaml', text, commandsFile).result?.value ?? { commands: [] };

test('what a menu shows can be typed, and is understood as the command that it stands for', () => {
  const understand = createCommandWords(file);
  const menu = menuOf(file);
  expect(menu.map(({ command }) => command)).toEqual(file.commands.map(({ command }) => command));
  expect(menu).toHaveLength(commands.length);
  for (const locale of locales) {
    const names = menu.map(({ name }) => name[locale]);
    expect(new Set(names).size).toBe(names.length);
    for (const { command, name, description } of menu) {
      expect(name[locale]).toMatch(/^[a-z0-9_]{1,32}$/);
      expect(understand(`/${name[locale]}`)).toBe(command);
      expect(description[locale].length).toBeLessThanOrEqual(100);
    }
  }
});
