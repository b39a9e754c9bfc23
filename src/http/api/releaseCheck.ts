import type { ReleaseChecks } from '../../content/gate/releaseChecks.ts';
import { editors } from '../../core/cases/policy.ts';
import { CodedError } from '../../core/model/errors.ts';
import { acceptDrafts } from './contentSchema.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';

/** What the drafts would change for those who ask. */
export function releaseCheckRoutes({
  releaseChecks,
  readings,
}: Pick<ApiDeps, 'releaseChecks' | 'readings'>): readonly ApiRoute[] {
  const opened = (): ReleaseChecks => {
    if (releaseChecks !== null) return releaseChecks;
    throw new CodedError(
      'content.files',
      'The content is edited as files here (CONTENT=files): change the files, or start the service with CONTENT=store.',
    );
  };
  return [
    {
      method: 'post',
      path: 'content/check',
      roles: editors,
      kind: 'write',
      answer: async ({ agent, session }) => opened().start({ by: agent.id, session }),
    },
    {
      method: 'get',
      path: 'content/check',
      roles: editors,
      kind: 'read',
      async answer({ agent, session }) {
        const checks = opened();
        // The report quotes what people asked.
        if (checks.hasReport())
          await readings.note({ by: agent.id, what: 'questions', code: null, file: null }, session);
        return checks.view();
      },
    },
    {
      method: 'post',
      path: 'content/accept',
      roles: editors,
      kind: 'write',
      async answer({ agent, session, request }) {
        const { version, reason } = check(acceptDrafts, request.body);
        const checks = opened();
        if (checks.hasReport())
          await readings.note({ by: agent.id, what: 'questions', code: null, file: null }, session);
        return checks.accept(version, reason, agent.id);
      },
    },
  ];
}
