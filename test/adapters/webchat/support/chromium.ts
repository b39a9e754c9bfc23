import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = [
  process.env.CHROMIUM_PATH ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Where the system keeps a Chromium, null where it has none. Under CI that is an error: there its tests must run. */
export function findChromium(): string | null {
  const found = places.find((place) => place !== '' && existsSync(place)) ?? null;
  if (found === null && process.env.CI)
    throw new Error('Install the package "chromium", or name one in CHROMIUM_PATH.');
  if (found === null) console.warn('No Chromium: the tests in a browser are skipped. Install "chromium" to run them.');
  return found;
}

export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
