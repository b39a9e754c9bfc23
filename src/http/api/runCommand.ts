import { mayDo } from '../../core/cases/policy.ts';
import type { Agent } from '../../core/model/agent.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { FileRef } from '../../core/model/message.ts';
import type { StaffDeed } from '../../core/model/staffCommand.ts';
import { fileRefOf, fileTypeOf } from '../../core/util/fileType.ts';
import { caseOf, findCase, noteReading } from './caseAccess.ts';
import { postedDeed } from './commandSchema.ts';
import type { ConsoleParts } from './deps.ts';
import { type Route, workers } from './route.ts';
import { check } from './validate.ts';
import { type ViewParts, viewOf } from './viewCase.ts';
import { casesOutOfSight } from './visibleCases.ts';

type Parts = ViewParts & Pick<ConsoleParts, 'act' | 'files' | 'content' | 'directory' | 'tenant' | 'cases' | 'journal'>;

/** What somebody of staff does in a case. */
export function deedRoutes(parts: Parts): readonly Route[] {
  return [
    {
      method: 'post',
      path: 'cases/:code/deeds',
      roles: workers,
      kind: 'write',
      async answer(ask) {
        const row = await caseOf(ask, parts);
        const { agent } = ask;
        const posted = check(postedDeed, ask.request.body);
        if (!mayDo(agent.roles, posted.deed.kind)) {
          throw new CodedError('auth.refused', 'Your role does not allow this. Ask a supervisor to do it.');
        }
        const deed = await checked(posted.deed, row.conversation, agent, parts);
        const { conversation } = row;
        await parts.act({
          id: `${agent.id} ${posted.id}`,
          tenant: parts.tenant,
          conversation,
          case: row.case.code,
          by: agent.id,
          deed,
          seen: posted.seen,
        });
        if (deed.kind === 'break-glass') await parts.readings.noteGlass(agent.id, row.case.code, deed.reason);
        // Whoever gave it away may no longer see it from now on, but still learns what came of what they did.
        await noteReading(ask, row, null, parts);
        const after = (await parts.cases.byCode(parts.tenant, row.case.code)) ?? row;
        return viewOf(after, agent, parts);
      },
    },
  ];
}

/** What a deed names must be there, and files are what their bytes say. */
async function checked(deed: StaffDeed, conversation: ConversationId, agent: Agent, parts: Parts): Promise<StaffDeed> {
  switch (deed.kind) {
    case 'reply': {
      if (deed.text === '' && deed.files.length === 0) throw invalid('The answer is empty: write something.');
      const files = await Promise.all(deed.files.map((file) => checkFile(file, conversation, parts)));
      return { ...deed, files };
    }
    case 'assign':
      if (deed.to !== null && 'department' in deed.to) needDepartment(deed.to.department, parts);
      return deed;
    case 'note': {
      const known = new Set((await parts.directory.list(parts.tenant)).map(({ id }) => id));
      if (deed.mentions.every((id) => known.has(id))) return deed;
      throw invalid('Somebody who is mentioned is not among the staff.');
    }
    case 'break-glass': {
      const conversations = [...(await parts.history.before(conversation)), conversation];
      return { ...deed, cases: await casesOutOfSight(agent, conversations, parts) };
    }
    case 'merge':
      await findCase(deed.into, agent, parts);
      return deed;
    default:
      return deed;
  }
}

function needDepartment(id: string, { content }: Parts): void {
  if (content().departments.departments.some((each) => each.id === id)) return;
  throw invalid('There is no such department: take one of those that the console lists.');
}

async function checkFile(file: FileRef, conversation: ConversationId, { files }: Parts): Promise<FileRef> {
  const bytes = await files.open(conversation, file.id);
  const type = bytes && fileTypeOf(bytes);
  if (!bytes || !type) throw invalid('A file of the answer is not there. Attach it again.');
  return fileRefOf({ id: file.id, name: file.name, fallback: 'file', type, size: bytes.byteLength });
}

function invalid(message: string): CodedError {
  return new CodedError('input.invalid', message);
}
