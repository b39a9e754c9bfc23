import { maxSheetBytes } from '../../content/sheets/row.ts';
import { readSheet, writeSheet } from '../../content/sheets/sheetThread.ts';
import { editors } from '../../core/cases/policy.ts';
import { createUploadSlots } from '../../core/util/uploadSlots.ts';
import { csvType, sendToKeep } from '../sendToKeep.ts';
import { openedDesk } from './content.ts';
import { downloadSheet } from './contentSchema.ts';
import type { ApiDeps } from './deps.ts';
import { readBody } from './readBody.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';

const types = {
  csv: csvType,
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Maximum number of simultaneous uploads of one person. */
const maxOfOne = 1;

/** Texts of the services as sheets: all or some of them out, and what somebody wrote there in as drafts. */
export function sheetRoutes({ desk, upload, timer }: Pick<ApiDeps, 'desk' | 'upload' | 'timer'>): readonly ApiRoute[] {
  const slots = createUploadSlots(upload, { elapsed: () => performance.now(), timer });
  return [
    {
      method: 'post',
      path: 'content/sheet',
      roles: editors,
      kind: 'write',
      isLarge: true,
      async answer({ request, response }) {
        const { format, entries, locale = 'ca' } = check(downloadSheet, request.body);
        const { rows } = await openedDesk(desk).sheetOf(null);
        const wanted = entries === undefined ? null : new Set(entries);
        const some = wanted === null ? rows : rows.filter(({ entry }) => wanted.has(entry));
        // Where commas separate decimals, semicolons separate cells.
        const bytes = await writeSheet(format, some, locale === 'en' ? ',' : ';');
        sendToKeep(response, { name: `textos.${format}`, type: types[format], body: bytes });
        return undefined;
      },
    },
    {
      method: 'post',
      path: 'content/sheet/import',
      roles: editors,
      kind: 'upload',
      async answer(context) {
        const opened = openedDesk(desk);
        const slot = slots.enter([{ key: context.agent.id, most: maxOfOne }]);
        try {
          const bytes = await readBody(context, maxSheetBytes, slot);
          slot.arrived();
          return await opened.importSheet(await readSheet(bytes), context.agent.id);
        } finally {
          slot.leave();
        }
      },
    },
  ];
}
