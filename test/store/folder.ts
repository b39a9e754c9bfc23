import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that is gone after the test. */
export interface TestFolder {
  readonly path: string;
  remove(): void;
}

export function makeFolder(): TestFolder {
  const path = mkdtempSync(join(tmpdir(), 'finestreta-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
