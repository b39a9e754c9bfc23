import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readWebchatSettings } from '../../adapters/webchat/index.ts';
import { readConfig } from '../../src/config.ts';
import { exitCodes } from '../../src/exitCodes.ts';

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const unit = textOf('deploy/finestreta.service');
const setting = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(unit)?.[1] ?? '';

describe('the systemd unit', () => {
  test('leaves to a person what another try cannot fix, as the page of errors says', () => {
    const rows = textOf('docs/errors.md').matchAll(/^\| (\d+) +\| `[a-z.-]+` +\| (no\b)?.*\|$/gm);
    const hopeless = Array.from(rows, ([, number, no]) => (no ? Number(number) : null)).filter((each) => each !== null);
    expect(hopeless.length).toBeGreaterThan(5);
    expect(setting('RestartPreventExitStatus').split(' ').map(Number)).toEqual(
      [...hopeless, exitCodes['store.older']].sort((a, b) => a - b),
    );
  });

  test('lets it open more files than it takes streams', () => {
    expect(Number(setting('LimitNOFILE'))).toBeGreaterThan(2 * readWebchatSettings({}).streams.most);
  });

  test('gives it longer to stop than it takes at most', () => {
    expect(Number(setting('TimeoutStopSec'))).toBeGreaterThan(readConfig({}, '/').shutdownSeconds + 5);
  });
});
