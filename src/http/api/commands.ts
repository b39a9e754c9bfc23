import type { z } from 'zod';
import { isVisible } from '../../core/cases/caseVisibility.ts';
import { handlers, requireRole } from '../../core/cases/policy.ts';
import type { Agent } from '../../core/model/agent.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { FileRef } from '../../core/model/message.ts';
import type { StaffCommand } from '../../core/model/staffCommand.ts';
import type { CaseRow } from '../../core/ports/caseIndex.ts';
import { fileRefOf, fileTypeOf } from '../../core/util/fileType.ts';
import { agentVisibility, findCase, noteReading, refuseRestricted, requestedCase } from './caseAccess.ts';
import { postedCommand, postedToMany } from './commandSchema.ts';
import type { ApiDeps } from './deps.ts';
import { removeDraft } from './drafts.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';
import { type ViewDeps, viewOf } from './viewCase.ts';
import { hiddenCases } from './visibleCases.ts';

type Deps = ViewDeps &
  Pick<
    ApiDeps,
    'handleCommand' | 'deskSettings' | 'personal' | 'files' | 'content' | 'directory' | 'tenant' | 'cases' | 'journal'
  >;

/** The routes of staff commands. */
export function commandRoutes(deps: Deps): readonly ApiRoute[] {
  return [
    {
      method: 'post',
      path: 'cases/:code/commands',
      roles: handlers,
      kind: 'command',
      async answer(context) {
        const row = await requestedCase(context, deps);
        const { agent } = context;
        const posted = check(postedCommand, context.request.body);
        requireRoles(agent, posted);
        const command = await run(posted, row, agent, deps);
        if (command.kind === 'break-glass') await deps.readings.noteGlass(agent.id, row.case.code, command.reason);
        // The author may have passed the case on and no longer see it, but still gets the result.
        await noteReading(context, row, null, deps);
        const after = (await deps.cases.byCode(deps.tenant, row.case.code)) ?? row;
        const view = await viewOf(after, context, deps);
        return isVisible(agentVisibility(agent, deps), after.case) ? view : { ...view, may: [] };
      },
    },
    {
      method: 'post',
      path: 'cases/commands',
      roles: handlers,
      kind: 'command',
      async answer({ agent, request }) {
        const { id, cases, ...posted } = check(postedToMany, request.body);
        requireRoles(agent, posted);
        const refused: string[] = [];
        const unexpected: unknown[] = [];
        for (const code of cases) {
          try {
            const row = await findCase(code, agent, deps);
            await run({ ...posted, id: `${id} ${code}`, seen: null }, row, agent, deps);
          } catch (error) {
            // Whatever happens in a case, the others get their turn.
            refused.push(code);
            if (!(error instanceof CodedError)) unexpected.push(error);
          }
        }
        if (unexpected.length > 0) throw unexpected[0];
        return { refused };
      },
    },
  ];
}

type Posted = z.infer<typeof postedCommand>;

function requireRoles(agent: Agent, { command, followedBy }: Pick<Posted, 'command' | 'followedBy'>): void {
  for (const { kind } of [command, ...followedBy]) requireRole(agent, kind);
}

/** Has the engine run a command in a case, and what follows it; resolves to the command as it ran. */
async function run(posted: Posted, row: CaseRow, agent: Agent, deps: Deps): Promise<StaffCommand> {
  const { conversation } = row;
  if (posted.followedBy.some(({ kind }) => kind === 'break-glass')) throw invalid('It follows no other command.');
  if (posted.command.kind !== 'break-glass') await refuseRestricted(row, agent, deps);
  const command = await checked(posted.command, conversation, agent, deps);
  const following: StaffCommand[] = [];
  for (const each of posted.followedBy) following.push(await checked(each, conversation, agent, deps));
  const envelope = { tenant: deps.tenant, conversation, case: row.case.code, by: agent.id, seen: posted.seen };
  await deps.handleCommand({ ...envelope, id: `${agent.id} ${posted.id}`, command });
  for (const [at, next] of following.entries()) {
    const id = `${agent.id} ${posted.id} after${at === 0 ? '' : ` ${at}`}`;
    await deps.handleCommand({ ...envelope, id, command: next });
  }
  await removeDraft(agent.id, row.case.code, command.kind, deps);
  return command;
}

/** Checks that what a command names exists, and that files are what their bytes say. */
async function checked(
  command: StaffCommand,
  conversation: ConversationId,
  agent: Agent,
  deps: Deps,
): Promise<StaffCommand> {
  switch (command.kind) {
    case 'reply': {
      if (command.text === '' && command.files.length === 0) throw invalid('The reply is empty: write something.');
      const files = await Promise.all(command.files.map((file) => checkFile(file, conversation, deps)));
      return { ...command, files };
    }
    case 'assign':
      if (command.to !== null && 'department' in command.to) needDepartment(command.to.department, deps);
      return command;
    case 'label': {
      const { labels } = await deps.deskSettings.read();
      if (command.add.every((id) => labels.some((each) => each.id === id))) return command;
      throw invalid('There is no such label any more: choose one that the console lists.');
    }
    case 'note': {
      const known = new Set((await deps.directory.list(deps.tenant)).map(({ id }) => id));
      if (command.mentions.every((id) => known.has(id))) return command;
      throw invalid('A mentioned person is not among the staff.');
    }
    case 'break-glass': {
      const conversations = [...(await deps.history.before(conversation)), conversation];
      return { ...command, cases: await hiddenCases(agent, conversations, deps) };
    }
    case 'merge':
      await findCase(command.into, agent, deps);
      return command;
    default:
      return command;
  }
}

function needDepartment(id: string, { content }: Deps): void {
  if (content().departments.departments.some((each) => each.id === id)) return;
  throw invalid('There is no such department: choose one that the console lists.');
}

async function checkFile(file: FileRef, conversation: ConversationId, { files }: Deps): Promise<FileRef> {
  const bytes = await files.open(conversation, file.id);
  const type = bytes && fileTypeOf(bytes);
  if (!bytes || !type) throw invalid('A file of the reply is missing. Attach it again.');
  return fileRefOf({ id: file.id, name: file.name, fallback: 'file', type, size: bytes.byteLength });
}

function invalid(message: string): CodedError {
  return new CodedError('input.invalid', message);
}
