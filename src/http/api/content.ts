import type { ContentDesk } from '../../content/desk/desk.ts';
import type { TrialRequest } from '../../content/desk/trial.ts';
import { editors } from '../../core/cases/policy.ts';
import { CodedError } from '../../core/model/errors.ts';
import { noteRefusal } from '../../core/util/refusal.ts';
import {
  beginEntry,
  keepChat,
  listReleases,
  ofProposal,
  publishDrafts,
  readDocument,
  readRelease,
  revertRelease,
  saveDraft,
  settledClash,
  tryMessage,
} from './contentSchema.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';

/** The editor's desk: drafts, releases, and a chat with what is not published yet. */
export function contentRoutes({ desk }: Pick<ApiDeps, 'desk'>): readonly ApiRoute[] {
  return [...documentRoutes(() => openedDesk(desk)), ...releaseRoutes(() => openedDesk(desk))];
}

export function openedDesk(desk: ContentDesk | null): ContentDesk {
  if (desk !== null) return desk;
  throw new CodedError(
    'content.files',
    'The content is edited as files here (CONTENT=files): change the files, or start the service with CONTENT=store.',
  );
}

/** Documents and their drafts. */
function documentRoutes(desk: () => ContentDesk): readonly ApiRoute[] {
  return [
    {
      method: 'get',
      path: 'content/documents',
      roles: editors,
      kind: 'read',
      answer: async () => desk().list(),
    },
    {
      method: 'get',
      path: 'content/document',
      roles: editors,
      kind: 'read',
      parameters: Object.keys(readDocument.shape),
      answer: async ({ request }) => desk().read(check(readDocument, request.query).id),
    },
    {
      method: 'post',
      path: 'content/draft',
      roles: editors,
      kind: 'write',
      isLarge: true,
      async answer({ agent, request, response }) {
        const { id: document, base, onto, text, entry, fields } = check(saveDraft, request.body);
        const change = text !== undefined ? { text } : entry !== undefined ? { entry } : { fields: fields ?? {} };
        const saved = await desk().save({ document, base, onto: onto ?? null, change, by: agent.id });
        if (saved.kind === 'saved') return saved.document;
        noteRefusal(response, 409, saved.conflict.error.code);
        response.status(409);
        return saved.conflict;
      },
    },
    {
      method: 'post',
      path: 'content/new',
      roles: editors,
      kind: 'write',
      async answer({ agent, request }) {
        const { topic, title } = check(beginEntry, request.body);
        return desk().create(topic, title, agent.id);
      },
    },
    {
      method: 'post',
      path: 'content/discard',
      roles: editors,
      kind: 'write',
      answer: async ({ agent, request }) => desk().discard(check(readDocument, request.body).id, agent.id),
    },
    {
      method: 'post',
      path: 'content/remove',
      roles: editors,
      kind: 'write',
      answer: async ({ agent, request }) => desk().remove(check(readDocument, request.body).id, agent.id),
    },
    {
      method: 'post',
      path: 'content/try',
      roles: editors,
      kind: 'write',
      async answer({ request }) {
        const { text, choice, locale = 'ca', conversation = null } = check(tryMessage, request.body);
        return desk().try({ content: saidBy(text, choice), locale, conversation });
      },
    },
    {
      method: 'post',
      path: 'content/clash',
      roles: editors,
      kind: 'write',
      async answer({ agent, request }) {
        const { action, ...clash } = check(settledClash, request.body);
        return desk().settleClash(clash, action, agent.id);
      },
    },
    {
      method: 'post',
      path: 'content/keep-test',
      roles: editors,
      kind: 'write',
      answer: async ({ agent, request }) => desk().keepTest(check(keepChat, request.body), agent.id),
    },
  ];
}

/** Releases, and what waits to become one. */
function releaseRoutes(desk: () => ContentDesk): readonly ApiRoute[] {
  return [
    {
      method: 'get',
      path: 'content/changes',
      roles: editors,
      kind: 'read',
      answer: async () => desk().changes(),
    },
    {
      method: 'post',
      path: 'content/publish',
      roles: editors,
      kind: 'write',
      isLarge: true,
      async answer({ agent, request }) {
        const { note, at = null, documents = null } = check(publishDrafts, request.body);
        return desk().publish({ note, at, documents, by: agent.id });
      },
    },
    {
      method: 'post',
      path: 'content/approve',
      roles: editors,
      kind: 'write',
      answer: async ({ agent, request }) => desk().approve(check(ofProposal, request.body).proposal, agent.id),
    },
    {
      method: 'post',
      path: 'content/withdraw',
      roles: editors,
      kind: 'write',
      answer: async ({ agent, request }) => desk().withdraw(check(ofProposal, request.body).proposal, agent.id),
    },
    {
      method: 'get',
      path: 'content/releases',
      roles: editors,
      kind: 'read',
      parameters: Object.keys(listReleases.shape),
      answer: async ({ request }) => desk().releases(check(listReleases, request.query).before ?? null),
    },
    {
      method: 'get',
      path: 'content/release',
      roles: editors,
      kind: 'read',
      parameters: Object.keys(readRelease.shape),
      answer: async ({ request }) => desk().release(check(readRelease, request.query).number),
    },
    {
      method: 'post',
      path: 'content/revert',
      roles: editors,
      kind: 'write',
      async answer({ agent, request }) {
        const { number, note } = check(revertRelease, request.body);
        return desk().revert(number, note, agent.id);
      },
    },
  ];
}

/** A message, a choice that was pressed, or neither: somebody who opens the chat. */
function saidBy(text: string | undefined, choice: string | undefined): TrialRequest['content'] {
  if (choice !== undefined) return { kind: 'choice', value: choice, text: '' };
  return text === undefined ? { kind: 'start' } : { kind: 'text', text };
}
