import { z } from 'zod';
import { editors } from '../../core/cases/policy.ts';
import { openedDesk } from './content.ts';
import { documentId } from './contentSchema.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';

/** Most services that are changed at once. */
const mostDocuments = 500;

const day = z.iso.date();
const version = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'is not a version: send back what the change answered')
  .nullable();

const edit = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('fields'),
    fields: z
      .strictObject({
        department: z.string().min(1).max(100).optional(),
        verified: day.optional(),
        validFrom: day.optional(),
        validUntil: day.nullable().optional(),
      })
      .refine((fields) => Object.values(fields).some((value) => value !== undefined), 'changes nothing: name a field'),
  }),
  z.strictObject({ kind: z.literal('remove') }),
  z.strictObject({ kind: z.literal('restore') }),
]);

const bulkChange = z.strictObject({ documents: z.array(documentId).min(1).max(mostDocuments), edit });

const bulkUndo = z.strictObject({
  changed: z
    .array(z.strictObject({ document: documentId, before: version, hadDraft: z.boolean(), version }))
    .min(1)
    .max(mostDocuments),
});

/** Changes of several services at once, as drafts. */
export function bulkRoutes({ desk }: Pick<ApiDeps, 'desk'>): readonly ApiRoute[] {
  return [
    {
      method: 'post',
      path: 'content/bulk',
      roles: editors,
      kind: 'write',
      isLarge: true,
      async answer({ agent, request }) {
        const { documents, edit: wanted } = check(bulkChange, request.body);
        return openedDesk(desk).bulk.change(documents, wanted, agent.id);
      },
    },
    {
      method: 'post',
      path: 'content/bulk/undo',
      roles: editors,
      kind: 'write',
      isLarge: true,
      answer: async ({ agent, request }) => openedDesk(desk).bulk.undo(check(bulkUndo, request.body).changed, agent.id),
    },
  ];
}
