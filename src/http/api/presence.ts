import { z } from 'zod';
import { allowedCommands, handlers } from '../../core/cases/policy.ts';
import type { CaseCode } from '../../core/model/case.ts';
import type { Presence } from '../../core/ports/presence.ts';
import { type PubSub, typingTopic } from '../../core/ports/pubsub.ts';
import { requestedCase } from './caseAccess.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';
import type { CaseView } from './wire.ts';

/** Milliseconds for which somebody counts as present: the page reports every ten seconds. */
const presenceTimeoutMs = 25_000;
/** Milliseconds for which somebody counts as typing. */
const typingTimeoutMs = 12_000;

/** Topic of the people who have a case open. */
export const caseTopic = (code: CaseCode): string => `case:${code}`;
/** Topic of the codes that somebody has open, so that their streams in any process know what to follow. */
export const agentTopic = (agent: string): string => `agent:${agent}`;

const bodySchema = z.strictObject({
  typing: z.boolean(),
  /** False when they leave it. */
  open: z.boolean().default(true),
});

type Deps = Pick<ApiDeps, 'tenant' | 'cases' | 'content' | 'presence'> & {
  readonly pubsub: Pick<PubSub, 'publish'>;
};

/** Who has a case open, and who is typing a reply in it. */
export function presenceRoutes(deps: Deps): readonly ApiRoute[] {
  const { presence, pubsub } = deps;
  return [
    {
      method: 'post',
      path: 'cases/:code/presence',
      roles: handlers,
      kind: 'write',
      async answer(context) {
        const row = await requestedCase(context, deps);
        const { typing, open } = check(bodySchema, context.request.body);
        const { code } = row.case;
        const { agent } = context;
        if (!open) {
          await presence.leave(caseTopic(code), agent.id, 'typing');
          await presence.leave(caseTopic(code), agent.id, 'here');
          await presence.leave(agentTopic(agent.id), code, 'here');
          return undefined;
        }
        await presence.note(agentTopic(agent.id), code, 'here', presenceTimeoutMs);
        await presence.note(caseTopic(code), agent.id, 'here', presenceTimeoutMs);
        if (!typing) await presence.leave(caseTopic(code), agent.id, 'typing');
        else {
          await presence.note(caseTopic(code), agent.id, 'typing', typingTimeoutMs);
          // Somebody who may not send a reply should not make the citizen wait for one.
          if (allowedCommands(row, agent).includes('reply')) pubsub.publish(typingTopic(row.conversation));
        }
        return undefined;
      },
    },
  ];
}

/** The people who have a case open now. */
export async function presentIn(code: CaseCode, presence: Presence): Promise<CaseView['present']> {
  const { here, typing } = await presence.list(caseTopic(code));
  return [...new Set([...here, ...typing])].sort().map((agent) => ({ agent, typing: typing.includes(agent) }));
}
