import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createBuiltFiles } from '../../../src/http/pages/builtFiles.ts';

test('pages that were not built are an error that says what to run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pages-'));
  try {
    expect(() => createBuiltFiles(folder)).toThrow(expect.objectContaining({ code: 'content.missing' }));
    expect(() => createBuiltFiles(folder)).toThrow('npm run build');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
