import type { Locator } from 'playwright-core';
import { until } from '../../support/until.ts';
import type { ConsolePage } from './inConsole.ts';

/** What somebody presses: keys and clicks count, and a chord counts as one; writing does not. */
export interface Hands {
  key(name: string): Promise<void>;
  click(target: Locator): Promise<void>;
  write(text: string): Promise<void>;
  /** How often something was pressed. */
  presses(): number;
}

export function handsOn({ page }: Pick<ConsolePage, 'page'>): Hands {
  let presses = 0;
  return {
    async key(name) {
      presses += 1;
      await page.keyboard.press(name);
    },
    async click(target) {
      presses += 1;
      await target.click();
    },
    write: (text) => page.keyboard.type(text),
    presses: () => presses,
  };
}

export interface FrequentTask {
  readonly name: string;
  /** How often something is pressed. */
  readonly presses: number;
  /** Whether staff have answered the case before. */
  readonly isAnswered?: true;
  /** Does it, and resolves once it is seen to be done. */
  does(desk: Pick<ConsolePage, 'page' | 'field'>, hands: Hands): Promise<void>;
  /** The kinds of the commands that the server had of it. */
  readonly commands: readonly string[];
}

/** The case of Anna's that is open before each task. */
export const openBefore = 'C004-TEST';

/** The ten tasks that staff do most, from a case that is open and the hands on the keyboard. The next one is C008-TEST. */
export const frequentTasks: readonly FrequentTask[] = [
  {
    name: 'take the most urgent case that nobody has, and open it',
    presses: 1,
    async does({ page }, { key }) {
      await key('g');
      await page.locator(`[data-case]:not([data-case="${openBefore}"]) .said`).first().waitFor();
    },
    commands: ['take'],
  },
  {
    name: 'answer',
    presses: 2,
    async does({ page }, { key, write }) {
      await key('r');
      await write('Hi anem avui.');
      await key('Control+Enter');
      await page.locator('.said.staff', { hasText: 'Hi anem avui.' }).waitFor();
    },
    commands: ['reply'],
  },
  {
    name: 'answer, close, and open the next case',
    presses: 2,
    async does({ page }, { key, write }) {
      await key('r');
      await write('Resolt.');
      await key('Control+Shift+Enter');
      await page.locator('[data-case="C008-TEST"]').waitFor();
    },
    commands: ['reply', 'close'],
  },
  {
    name: 'answer with a canned reply',
    presses: 4,
    async does({ page, field }, { key, write }) {
      await key('r');
      await key('/');
      await page.locator('dialog').getByRole('combobox').waitFor();
      await write('rebut');
      await key('Enter');
      await until(async () => (await field.inputValue()).startsWith('Bon dia, soc Anna Puig'));
      await until(() => page.evaluate<boolean>('document.activeElement.id === "composer"'));
      await key('Control+Enter');
      await page.locator('.said.staff', { hasText: 'soc Anna Puig' }).waitFor();
    },
    commands: ['reply'],
  },
  {
    name: 'ask a colleague in a note',
    presses: 3,
    async does({ page }, { key, write }) {
      await key('n');
      await write('Ho mires, @nu');
      await page.locator('#mentions', { hasText: 'Núria' }).waitFor();
      await key('Enter');
      await key('Control+Enter');
      await page.locator('.said.note', { hasText: 'Ho mires, @Núria' }).waitFor();
    },
    commands: ['note'],
  },
  {
    name: 'pass the case to another department',
    presses: 2,
    async does({ page }, { key, click, write }) {
      await click(page.locator('.casecommands').getByRole('button', { name: "Passa'l" }));
      await page.locator('dialog').getByRole('combobox').waitFor();
      await write('hisenda');
      await key('Enter');
      await page.locator('.toast', { hasText: 'Hisenda i tributs' }).waitFor();
    },
    commands: ['assign'],
  },
  {
    name: 'put a label on it',
    presses: 2,
    async does({ page }, { key }) {
      await key('l');
      await page.getByRole('menuitemcheckbox').first().waitFor();
      await key('Enter');
      await page.locator('[data-case] .label').first().waitFor();
    },
    commands: ['label'],
  },
  {
    name: 'put it to rest until tomorrow',
    presses: 2,
    async does({ page }, { key }) {
      await key('h');
      await page.locator('dialog .button').waitFor();
      await key('Enter');
      await page.locator('.casehead .tag', { hasText: 'Ajornat' }).waitFor();
    },
    commands: ['snooze'],
  },
  {
    name: 'close a case that was answered',
    presses: 1,
    isAnswered: true,
    async does({ page }, { key }) {
      await key('e');
      await page
        .locator('.toast, .casehead .tag', { hasText: /tancat/i })
        .first()
        .waitFor();
    },
    commands: ['close'],
  },
  {
    name: 'open the next case',
    presses: 1,
    async does({ page }, { key }) {
      await key('s');
      await page.locator('[data-case="C008-TEST"]').waitFor();
    },
    commands: [],
  },
];
