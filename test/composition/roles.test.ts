import { describe, expect, test } from '@jest/globals';
import { readRoles } from '../../src/composition/roles.ts';

describe('roles', () => {
  test.each([
    [[], { web: true, worker: true }],
    [['--role', 'web'], { web: true, worker: false }],
    [['--role=worker'], { web: false, worker: true }],
    [['--role', 'web,worker'], { web: true, worker: true }],
    [['--role', 'worker, web'], { web: true, worker: true }],
  ])('%j', (argv, roles) => {
    expect(readRoles(argv)).toEqual(roles);
  });

  test.each([
    [['--role', 'wroker']],
    [['--role', '']],
    [['--role']],
    [['--role', 'web,']],
    [['--port', '1']],
    [['web']],
  ])('what is no role is told with what may be written: %j', (argv) => {
    expect(() => readRoles(argv)).toThrow(
      expect.objectContaining({ code: 'config.invalid', message: expect.stringContaining('--role web,worker') }),
    );
  });
});
