import type { z } from 'zod';
import type { YamlResult } from '../load/readYaml.ts';
import type { Problem } from '../problem.ts';

/** Looks for mistakes that need more than the shape of a file. */
export type Check<T> = (file: string, result: YamlResult<T>) => readonly Problem[];

/** Reads one file without which the bot cannot speak, or takes `last`, the last good one; throws without either. */
export type Need = <T>(file: string, schema: z.ZodType<T>, last: T | undefined, check: Check<T>) => Promise<T>;
