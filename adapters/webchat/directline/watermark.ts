import { Refusal } from './refusal.ts';

/** The revision in a client's cursor; 0, the beginning, where there is none. Throws `input.invalid`. */
export function readWatermark(value: unknown): number {
  if (value === undefined || value === '') return 0;
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value);
  throw new Refusal(
    400,
    'input.invalid',
    'This server did not issue this watermark. Omit it to start from the beginning.',
  );
}
