import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What a person may have chosen of which a page takes other colours, and nothing else, beside light ones. */
const otherColours = {
  dark: { chosen: { colorScheme: 'dark' }, usual: { colorScheme: 'light' } },
  forced: { chosen: { forcedColors: 'active' }, usual: { forcedColors: 'none' } },
} as const;
/** The rules that look at colours. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/**
 * What axe-core finds wrong with a page and its shadow roots (WCAG 2.2 AA and best practice), one line a fault. `alsoIn`:
 * other colours in which the same page is looked at, by the rules that colours can break.
 */
export async function accessibilityFaults(
  page: Page,
  alsoIn: readonly (keyof typeof otherColours)[] = [],
): Promise<readonly string[]> {
  const faults = [...(await faultsBy(page, tags))];
  for (const colours of alsoIn) {
    const { chosen, usual } = otherColours[colours];
    await page.emulateMedia(chosen);
    faults.push(...(await faultsBy(page, colourRules)).map((fault) => `${colours}: ${fault}`));
    await page.emulateMedia(usual);
  }
  return faults;
}

async function faultsBy(page: Page, rules: readonly string[]): Promise<readonly string[]> {
  // What is coming in is half transparent for a moment, which is no fault of its colours.
  await page.evaluate(
    'Promise.all(document.getAnimations({ subtree: true }).map((animation) => animation.finished.catch(() => {})))',
  );
  // It is half a megabyte: once a page, however often it is asked.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(source);
  const violations = (await page.evaluate(
    `axe.run({ runOnly: ${JSON.stringify(rules)}, resultTypes: ['violations'] }).then((results) => results.violations)`,
  )) as readonly Violation[];
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 200)}: ${failureSummary}`),
  );
}
