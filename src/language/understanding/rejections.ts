import type { Part, Rejection } from '../../core/model/understanding.ts';
import type { Correction } from './corrections.ts';
import { asksIn } from './questionsOf.ts';

/** Fewest words that name what is not meant: "not taxes". */
const fewestWords = 2;

/** A correction that names what is not meant; null: it names nothing, or only asks about that. */
export function contrastIn(correction: Correction): Correction | null {
  const { rejected } = correction;
  const isAsked = !isPlain(correction) && asksIn(rejected);
  return isAsked || rejected.split(/\s+/).length < fewestWords ? null : correction;
}

/** What a text says that it is not about, and what instead. */
export function rejectionOf(correction: Correction, read: (text: string) => Part): Rejection {
  const { rejected, meant } = correction;
  return {
    topics: read(rejected).topics,
    meant: meant === '' ? null : read(meant),
    isPlain: isPlain(correction),
  };
}

/** Whether a correction can by its form only mean that. */
const isPlain = ({ isMarked, rejects }: Correction): boolean => isMarked || rejects !== null;
