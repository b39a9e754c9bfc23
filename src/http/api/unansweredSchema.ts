import { z } from 'zod';
import { clusterLists } from '../../content/unanswered/views.ts';
import { locales } from '../../core/model/locale.ts';
import { documentId, entryTitle, topic } from './contentSchema.ts';
import { wholeNumber } from './validate.ts';

const mark = z.string().regex(/^[A-Za-z0-9_-]{22}$/, 'is no question: use an id of the list');

/** What a person releases to be a wording: as long as one may be. */
const wording = {
  cluster: mark,
  question: mark,
  locale: z.enum(locales),
  text: z.string().trim().min(2, 'is empty').max(300, 'is too long for a wording: shorten it'),
};

export const listClusters = z.strictObject({
  list: z.enum(clusterLists).optional(),
  entry: z.string().max(200).optional(),
  from: wholeNumber(0, 100_000).optional(),
});

export const addWording = z.strictObject({ ...wording, document: documentId.startsWith('faq/', 'is not an entry') });

export const beginFromQuestion = z.strictObject({ ...wording, topic, title: entryTitle, withReply: z.boolean() });

export const putAside = z.strictObject({ cluster: mark, use: z.enum(['not-ours', 'ignored']) });

export const clusterOf = z.strictObject({ cluster: mark });

export const entryFigures = z.strictObject({ days: wholeNumber(1, 366).optional() });
