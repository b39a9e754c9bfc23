import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** What the browser is started with: no network of its own, no sandbox (tests may run as root in a container). */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Path of a Chromium on this machine: `CHROMIUM_PATH`, the usual places, or Debian's package, installed where we may.
 * Null where there is none; with CI=true that is an error, so that browser tests are never skipped unnoticed.
 */
export function findBrowser(): string | null {
  const found = [process.env.CHROMIUM_PATH ?? '', ...places].find((path) => path !== '' && existsSync(path));
  if (found !== undefined) return found;
  if (mayInstall() && install()) return places.find((path) => existsSync(path)) ?? null;
  const advice = 'No Chromium for the browser tests: install the package chromium, or set CHROMIUM_PATH.';
  if (process.env.CI === 'true') throw new Error(advice);
  console.warn(`${advice} THE BROWSER TESTS ARE SKIPPED.`);
  return null;
}

/** `leftOut`: of what Playwright starts a browser with, as what keeps it from putting pages aside whole. */
export function launchBrowser(executablePath: string, leftOut: string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath, headless: true, args: flags, ignoreDefaultArgs: leftOut });
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

function install(): boolean {
  console.warn('Installing chromium for the browser tests: this takes a minute, once.');
  const run = (...words: string[]) =>
    spawnSync('apt-get', words, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0;
  return run('update', '-qq') && run('install', '-y', '-qq', '--no-install-recommends', 'chromium');
}
