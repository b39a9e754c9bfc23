import type { QuestionDesk } from '../../content/unanswered/questionDesk.ts';
import { editors } from '../../core/cases/policy.ts';
import type { AgentId } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { addWording, beginFromQuestion, clusterOf, entryFigures, listClusters, putAside } from './unansweredSchema.ts';
import { check } from './validate.ts';

/** Questions that had no good answer, what editors do with them, and how often each entry was asked for. */
export function unansweredRoutes({
  questions,
  readings,
}: Pick<ApiDeps, 'questions' | 'readings'>): readonly ApiRoute[] {
  const opened = (): QuestionDesk => {
    if (questions !== null) return questions;
    throw new CodedError(
      'content.files',
      'The content is edited as files here (CONTENT=files): change the files, or start the service with CONTENT=store.',
    );
  };
  /** What people asked is shown: that is recorded before. */
  const note = (by: AgentId, session: string) =>
    readings.note({ by, what: 'unanswered', code: null, file: null }, session);

  return [
    {
      method: 'get',
      path: 'content/unanswered',
      roles: editors,
      kind: 'read',
      parameters: Object.keys(listClusters.shape),
      async answer({ agent, session, request }) {
        const { list = 'open', entry = null, from = 0 } = check(listClusters, request.query);
        const desk = opened();
        await note(agent.id, session);
        return desk.list({ list, entry, from });
      },
    },
    {
      method: 'post',
      path: 'content/unanswered/add',
      roles: editors,
      kind: 'write',
      async answer({ agent, session, request }) {
        const { document, ...wording } = check(addWording, request.body);
        const desk = opened();
        await note(agent.id, session);
        return desk.addWording({ ...wording, by: agent.id }, document);
      },
    },
    {
      method: 'post',
      path: 'content/unanswered/new',
      roles: editors,
      kind: 'write',
      async answer({ agent, session, request }) {
        const given = check(beginFromQuestion, request.body);
        const desk = opened();
        await note(agent.id, session);
        return desk.beginEntry({ ...given, by: agent.id });
      },
    },
    {
      method: 'post',
      path: 'content/unanswered/aside',
      roles: editors,
      kind: 'write',
      async answer({ agent, session, request }) {
        const { cluster, use } = check(putAside, request.body);
        const desk = opened();
        await note(agent.id, session);
        return desk.putAside(cluster, use, agent.id);
      },
    },
    {
      method: 'post',
      path: 'content/unanswered/undo',
      roles: editors,
      kind: 'write',
      async answer({ agent, session, request }) {
        const { cluster } = check(clusterOf, request.body);
        const desk = opened();
        await note(agent.id, session);
        return desk.undo(cluster, agent.id);
      },
    },
    {
      method: 'get',
      path: 'content/figures',
      roles: editors,
      kind: 'read',
      parameters: Object.keys(entryFigures.shape),
      answer: async ({ request }) => opened().entryFigures(check(entryFigures, request.query).days ?? 30),
    },
  ];
}
