import { Refusal } from './refusal.ts';

/** The revision behind a client's cursor; 0, the beginning, where it has none. Throws `input.invalid`. */
export function readWatermark(value: unknown): number {
  if (value === undefined || value === '') return 0;
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value);
  throw new Refusal(
    400,
    'input.invalid',
    'The watermark is not one that was given out here. Leave it away to begin anew.',
  );
}
