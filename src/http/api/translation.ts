import { z } from 'zod';
import { handlers } from '../../core/cases/policy.ts';
import type { LinkedConversations } from '../../core/journal/linkedConversations.ts';
import { isRestricted, restrictedError } from '../../core/journal/usableContent.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { MachineTranslated } from '../../core/ports/desk/machineTranslation.ts';
import { readableCase } from './caseAccess.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check, name } from './validate.ts';
import { visibleCases } from './visibleCases.ts';
import { type VisibleTurnsDeps, visibleTurns } from './visibleTurns.ts';

type Deps = VisibleTurnsDeps &
  Pick<ApiDeps, 'tenant' | 'cases' | 'readings' | 'translation' | 'clock'> & { readonly history: LinkedConversations };

const asked = z.strictObject({ conversation: name, revision: z.int().min(1) });

/**
 * Translates what a citizen wrote in one turn, for who may read it and asks for it. It is recorded before the text leaves the
 * house; what is only kept never does.
 */
export function translationRoutes(deps: Deps): readonly ApiRoute[] {
  return [
    {
      method: 'post',
      path: 'cases/:code/translation',
      roles: handlers,
      kind: 'write',
      async answer(context): Promise<MachineTranslated> {
        const row = await readableCase(context, deps);
        const { agent, session } = context;
        const { conversation, revision } = check(asked, context.request.body);
        if (deps.translation === null) throw unknown('Nothing translates here: TRANSLATION_URL is not set.');
        const ofPerson = [...(await deps.history.before(row.conversation)), row.conversation];
        if (!ofPerson.includes(conversation)) throw unknown('There is no such message in this case.');
        if (await isRestricted(deps.journal, conversation)) throw restrictedError();
        const seen = await visibleCases(row, agent, ofPerson, deps);
        const { turns } = await visibleTurns([{ conversation, after: revision - 1, limit: 1 }], seen, 'ca', deps);
        const text = turns[0]?.citizen?.text ?? '';
        if (text.trim() === '') throw unknown('There is no such message in this case.');
        await deps.readings.note({ by: agent.id, what: 'translation', code: row.case.code, file: null }, session);
        return deps.translation.translate(text, agent.locales[0] ?? 'ca');
      },
    },
  ];
}

function unknown(message: string): CodedError {
  return new CodedError('route.unknown', message);
}
