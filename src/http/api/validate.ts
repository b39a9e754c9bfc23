import { z } from 'zod';
import { CodedError } from '../../core/model/errors.ts';

/** Parses a value with a schema. @throws {CodedError} `input.invalid`, naming what is wrong */
export function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = clip(issue?.path.join('.') || 'the request');
  const what = clip(issue?.message ?? 'is not valid');
  throw new CodedError('input.invalid', `Fix the request and send it again: ${where}: ${what}.`);
}

/** Maximum length of what a message repeats of a request: names of unknown properties may be as long as the request. */
const maxRepeated = 200;

/** The beginning of a text that a client may have written. */
export function clip(text: string): string {
  return text.length <= maxRepeated ? text : `${text.slice(0, maxRepeated).toWellFormed()}…`;
}

/** Names of departments, accounts, agents and the like. */
export const name = z.string().min(1).max(200);

/** A case code as people may type it. */
export const caseCode = z
  .string()
  .regex(/^[0-9a-z]{4}-[0-9a-z]{4}$/i, 'must be a code like 7KQ4-M2XB')
  .toUpperCase();

/** Several names in one parameter, separated by commas. */
export const names = z
  .string()
  .max(2_000)
  .transform((text) => text.split(',').filter((each) => each !== ''))
  .pipe(z.array(name).max(50));

/** A whole number in a parameter. */
export const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,16}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(least).max(most));
