import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { replyValues } from '../../src/content/checks/replies.ts';
import { kinds } from '../../src/core/model/kind.ts';
import { actions, roles, traits } from '../../src/protocol/index.ts';

const page = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');

test.each([...kinds, ...traits, ...actions, ...roles])('docs/protocol.md names %s', (name) => {
  expect(page).toContain(`\`${name}\``);
});

test.each(replyValues)('docs/protocol.md names the value %s', (name) => {
  expect(page).toContain(`{{${name}}}`);
});
