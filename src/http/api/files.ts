import { z } from 'zod';
import { handlers, readers } from '../../core/cases/policy.ts';
import type { LinkedConversations } from '../../core/journal/linkedConversations.ts';
import type { Agent } from '../../core/model/agent.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { FileRef } from '../../core/model/message.ts';
import type { CaseRow } from '../../core/ports/caseIndex.ts';
import type { FileRefusal } from '../../core/ports/files.ts';
import { fileNameIn } from '../../core/util/fileName.ts';
import { fileRefOf, fileTypeOf, media } from '../../core/util/fileType.ts';
import { createUploadSlots } from '../../core/util/uploadSlots.ts';
import { noteReading, readableCase } from './caseAccess.ts';
import { isCollected } from './collected.ts';
import type { ApiDeps } from './deps.ts';
import { readBody } from './readBody.ts';
import type { ApiRoute } from './route.ts';
import { check, name, wholeNumber } from './validate.ts';
import { visibleCases } from './visibleCases.ts';
import { type VisibleTurnsDeps, visibleTurns } from './visibleTurns.ts';

type Deps = VisibleTurnsDeps &
  Pick<ApiDeps, 'tenant' | 'cases' | 'files' | 'upload' | 'newId' | 'readings' | 'clock' | 'timer' | 'flowOf'> & {
    readonly history: LinkedConversations;
  };

/** The turn that contains the file. */
const turnOf = z.object({ conversation: name, revision: wholeNumber(1, Number.MAX_SAFE_INTEGER) });

/** Maximum number of simultaneous uploads of one person. */
const maxOfOne = 3;

/** Files of a case: those that were sent in it, and those attached to a reply. */
export function fileRoutes(deps: Deps): readonly ApiRoute[] {
  const slots = createUploadSlots(deps.upload, { elapsed: () => performance.now(), timer: deps.timer });
  return [
    {
      method: 'get',
      path: 'files/:code/:file',
      roles: readers,
      kind: 'read',
      parameters: Object.keys(turnOf.shape),
      async answer(context) {
        const row = await readableCase(context, deps);
        const id = check(name, context.request.params.file);
        const { conversation, revision } = check(turnOf, context.request.query);
        const isShown = await mayRead({ row, agent: context.agent, conversation, revision, id }, deps);
        const bytes = isShown ? await openFile({ conversation, revision, id }, deps) : null;
        const type = bytes && fileTypeOf(bytes);
        if (!bytes || !type) throw new CodedError('route.unknown', 'There is no such file; it may have been erased.');
        await noteReading(context, row, id, deps);
        context.response.writeHead(200, {
          'Content-Type': media[type].type,
          'Content-Length': bytes.byteLength,
          // Without a name: headers end up in logs. The page knows it from the turn, and saves the file under it.
          'Content-Disposition': 'attachment',
          'Content-Security-Policy': "default-src 'none'; sandbox",
          'X-Content-Type-Options': 'nosniff',
          'Cache-Control': 'private, no-store',
        });
        context.response.end(bytes);
        return undefined;
      },
    },
    {
      method: 'post',
      path: 'cases/:code/files',
      roles: handlers,
      kind: 'upload',
      async answer(context): Promise<FileRef> {
        const row = await readableCase(context, deps);
        const slot = slots.enter([{ key: context.agent.id, most: maxOfOne }]);
        try {
          const bytes = await readBody(context, deps.upload.bytes, slot);
          slot.arrived();
          const type = fileTypeOf(bytes);
          if (type === null || !deps.upload.types.includes(type)) {
            const types = deps.upload.types.join(', ');
            throw new CodedError('input.invalid', `Files of this kind are not accepted. Send one of: ${types}.`);
          }
          const id = deps.newId();
          const outcome = await deps.files.keep(row.conversation, id, bytes);
          if (outcome === 'quota' || outcome === 'no-space') throw full(outcome);
          const given = fileNameIn(context.request.headers['content-disposition']);
          return fileRefOf({ id, name: given, fallback: 'file', type, size: bytes.byteLength });
        } finally {
          slot.leave();
        }
      },
    },
  ];
}

/** The bytes of a file; one that was sent elsewhere lies with the conversation in which it was sent. */
async function openFile(
  { conversation, revision, id }: { conversation: ConversationId; revision: number; id: string },
  { files, journal, sealer }: Deps,
): Promise<Uint8Array | null> {
  const own = await files.open(conversation, id);
  if (own !== null) return own;
  const [commit] = await journal.read(conversation, revision - 1, 1);
  const from = commit === undefined ? undefined : (await sealer.open(commit))?.addition?.from;
  return from === undefined ? null : files.open(from, id);
}

/** Whether a file belongs to a turn that a viewer of the case may read. */
async function mayRead(
  asked: { row: CaseRow; agent: Agent; conversation: ConversationId; revision: number; id: string },
  deps: Deps,
): Promise<boolean> {
  const { row, agent, conversation, revision, id } = asked;
  const ofPerson = [...(await deps.history.before(row.conversation)), row.conversation];
  if (!ofPerson.includes(conversation)) return false;
  const seen = await visibleCases(row, agent, ofPerson, deps);
  if (conversation === row.conversation && (await isCollected(row, revision, id, deps))) return true;
  const { turns } = await visibleTurns([{ conversation, after: revision - 1, limit: 1 }], seen, 'ca', deps);
  return turns.some(({ citizen, said }) =>
    [citizen?.files ?? [], ...said.map(({ files }) => files)].flat().some((file) => file.id === id),
  );
}

function full(refusal: FileRefusal): CodedError {
  return refusal === 'quota'
    ? new CodedError('files.full', 'This conversation has as many files as may be kept. Reply without one.')
    : new CodedError('files.full', 'No more files can be kept at this time. Reply without one, or try again later.');
}
