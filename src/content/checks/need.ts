import type { z } from 'zod';
import type { YamlResult } from '../load/readYaml.ts';
import type { Problem } from '../problem.ts';

/** Checks a file for mistakes beyond its shape. */
export type Check<T> = (file: string, result: YamlResult<T>) => readonly Problem[];

/** Reads a file that the bot cannot do without, or takes `last`, the last good version; throws without either. */
export type Need = <T>(file: string, schema: z.ZodType<T>, last: T | undefined, check: Check<T>) => Promise<T>;
