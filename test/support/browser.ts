import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

/**
 * Debian's packages of Chromium. The one without windows computes a fifth of what the whole one does for the same pages,
 * but neither shows notifications of the desktop nor puts pages aside whole to go back to.
 */
const light = { path: '/usr/bin/chromium-headless-shell', debian: 'chromium-headless-shell' };
const whole = { path: '/usr/bin/chromium', debian: 'chromium' };
const wholePlaces = [
  whole.path,
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
  // A microphone that beeps, for pages that are let use it.
  '--use-fake-device-for-media-stream',
];

/**
 * Path of a Chromium on this machine: `CHROMIUM_PATH`, the usual places, or Debian's package, installed where we may.
 * Null where there is none; with CI=true that is an error, so that browser tests are never skipped unnoticed.
 */
export const findBrowser = (): string | null => find([light.path, ...wholePlaces], light.debian);

/** The same for what the light one cannot do. */
export const findWholeBrowser = (): string | null => find(wholePlaces, whole.debian);

function find(places: readonly string[], debian: string): string | null {
  const present = () => [process.env.CHROMIUM_PATH ?? '', ...places].find((path) => path !== '' && existsSync(path));
  const found = present();
  if (found !== undefined) return found;
  if (mayInstall() && install(debian)) return present() ?? null;
  const advice = `No Chromium for the browser tests: install the package ${debian}, or set CHROMIUM_PATH.`;
  if (process.env.CI === 'true') throw new Error(advice);
  console.warn(`${advice} THE BROWSER TESTS ARE SKIPPED.`);
  return null;
}

/** Installs the browsers, where we may, before many tests need them; one that is there does for what it can. */
export function prepareBrowsers(): void {
  if (!process.env.CHROMIUM_PATH && !existsSync(light.path) && mayInstall()) install(light.debian);
  findBrowser();
  findWholeBrowser();
}

/** `leftOut`: of what Playwright starts a browser with, as what keeps it from putting pages aside whole. */
export function launchBrowser(executablePath: string, leftOut: string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath, headless: true, args: flags, ignoreDefaultArgs: leftOut });
}

/** Uncaught errors of a page, and errors on its console, as they come. */
export function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return errors;
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

function install(debian: string): boolean {
  console.warn(`Installing ${debian} for the browser tests: this takes a minute, once.`);
  const run = (...words: string[]) =>
    spawnSync('apt-get', words, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0;
  return run('update', '-qq') && run('install', '-y', '-qq', '--no-install-recommends', debian);
}
