import type { Locale } from '../../core/locale.ts';
import { replyFromWorker } from '../replyFromWorker.ts';
import { train } from './train.ts';

replyFromWorker(
  (phrases: readonly { locale: Locale; text: string }[]) => train(phrases),
  ({ table, metIn }) => [table.buffer as ArrayBuffer, metIn.buffer as ArrayBuffer],
);
