import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { type CaseLinks, readCaseCode } from '../../core/cases/caseLinks.ts';
import type { DataLinks } from '../../core/cases/rights/dataLinks.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { Locale } from '../../core/model/locale.ts';
import { statementKinds } from '../../core/model/rights/personalData.ts';
import type { CaseIndex } from '../../core/ports/caseIndex.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Limit } from '../../core/ports/limit.ts';
import type { PersonalDataDesk } from '../../core/ports/rights/personalData.ts';
import type { RightsDesk } from '../../core/ports/rights/rightsDesk.ts';
import { addressKey } from '../../core/util/addressKey.ts';
import type { Html } from '../html.ts';
import { sendToKeep } from '../sendToKeep.ts';
import { packPersonalData } from './data/pack.ts';
import { confirmView, type DataBanner, dataForm, dataView, doneView, type Opened } from './data/view.ts';
import { sendKeyedPage } from './keyedPage.ts';
import type { Frame } from './layout.ts';
import { type PageLanguage, sentLanguage } from './pageLanguage.ts';
import { pageStrings } from './strings.ts';

export interface DataPageDeps {
  readonly frame: Frame;
  /** Address of the script that sends the key of a link. */
  readonly script: string;
  readonly fallback: Locale;
  readonly tenant: string;
  readonly links: Pick<CaseLinks, 'isKey'>;
  readonly dataLinks: Pick<DataLinks, 'read'>;
  readonly cases: Pick<CaseIndex, 'byCode'>;
  readonly desk: PersonalDataDesk;
  /** Where what a person cannot do alone becomes a request. */
  readonly requests: Pick<RightsDesk, 'openForPerson' | 'restricts'>;
  readonly timeZone: () => string;
  readonly limits: {
    /** Counts an address's attempts with a wrong key. A right one is given back. */
    readonly wrongKeys: Limit;
    /** Counts how often one conversation's data are checked. */
    readonly views: Limit['allow'];
  };
  readonly clock: Clock;
}

/** Longest statement, in characters. */
const longestStatement = 2_000;

/** What a form sends: the code and key of a case, or `xat` and the key of a link from the chat. */
const sent = z.object({
  code: z.string().max(40).catch(''),
  key: z.string().max(120).catch(''),
  sure: z.string().max(10).catch(''),
  /** What is stated about what was said, and the newest revision that was shown then. */
  kind: z.enum(statementKinds).catch('correction'),
  text: z.string().trim().max(longestStatement).catch(''),
  seen: z.coerce.number().int().min(0).catch(0),
});
type Sent = z.infer<typeof sent>;

/** What opens the page from the chat, in the place of a case's code. */
const chatCode = 'xat';

/**
 * `/dades`: everything that is kept about a person's conversation, to see, save and erase. A link from the chat opens it, or the key of a
 * case; without the right key it reveals nothing.
 */
export function createDataPage(deps: DataPageDeps): Router {
  const { desk, requests, limits, clock } = deps;
  const router = Router();
  const readForm = express.urlencoded({ extended: false, limit: '32kb', parameterLimit: 10 });
  const chosen = (request: Request): PageLanguage => sentLanguage(request, deps.fallback);

  router.get('/dades', (request, response) => show(response, chosen(request), 200, dataForm(chosen(request), null)));

  router.post('/dades', readForm, (request, response) =>
    open(request, response, (conversation, opened) => showAll(response, conversation, opened, null)),
  );

  router.post('/dades/limita', readForm, (request, response) =>
    open(request, response, async (conversation, opened, { seen }) => {
      await desk.restrict(conversation, { by: null, reason: null, id: `page restrict ${seen}` });
      await showAll(response, conversation, opened, { kind: 'restricted' });
    }),
  );

  router.post('/dades/permet', readForm, (request, response) =>
    open(request, response, async (conversation, opened, { seen }) => {
      const { conversations } = await desk.collect(conversation);
      // What staff restricted, or an objection that is not decided yet, is not the person's alone to lift.
      const isOwn = conversations.every((each) => !each.isRestricted || each.isOwnRestriction);
      if (!isOwn || (await requests.restricts(conversation))) return showAll(response, conversation, opened, null);
      await desk.unrestrict(conversation, { by: null, reason: null, id: `page lift ${seen}` });
      await showAll(response, conversation, opened, { kind: 'lifted' });
    }),
  );

  router.post('/dades/afegeix', readForm, (request, response) =>
    open(request, response, async (conversation, opened, { kind, text, seen }) => {
      if (text === '') return showAll(response, conversation, opened, { kind: 'empty' });
      // The same form sent twice is one request.
      const { dueAt } = await requests.openForPerson(kind, conversation, {
        id: `page ${conversation} ${kind} ${seen}`,
        text,
      });
      await showAll(response, conversation, opened, { kind, dueAt });
    }),
  );

  router.post('/dades/fitxer', readForm, (request, response) =>
    open(request, response, async (conversation, opened) => {
      const data = await desk.collect(conversation);
      const { locale } = opened.language;
      const zip = await packPersonalData(data, { locale, timeZone: deps.timeZone(), openFile: desk.openFile });
      await desk.noteExport(conversation, { by: null, reason: null, id: `page ${data.madeAt}` });
      sendToKeep(response, { name: 'dades.zip', type: 'application/zip', body: Buffer.from(zip) });
    }),
  );

  router.post('/dades/esborra', readForm, (request, response) =>
    open(request, response, async (conversation, opened, { sure }) => {
      const { language } = opened;
      const data = await desk.collect(conversation);
      if (data.conversations.some(({ isHeld }) => isHeld)) {
        response.status(409);
        return showAll(response, conversation, opened, null);
      }
      if (sure !== 'yes') return show(response, language, 200, confirmView(opened, data));
      const newest = data.conversations.at(-1)?.newest ?? 0;
      const erased = await desk.erase(conversation, { by: null, reason: null, id: `page ${newest}` });
      show(response, language, 200, doneView(language, erased));
    }),
  );

  /** Everything that is kept, and what was just done about it. */
  async function showAll(
    response: Response,
    conversation: ConversationId,
    opened: Opened,
    done: DataBanner | null,
  ): Promise<void> {
    const data = await desk.collect(conversation);
    const isAsked = await requests.restricts(conversation);
    const shown = { timeZone: deps.timeZone(), mayLift: !isAsked, done };
    show(response, opened.language, response.statusCode, dataView(opened, data, shown));
  }

  /** Finds the conversation whose key was sent, and goes on with it; says why not otherwise. */
  async function open(
    request: Request,
    response: Response,
    goOn: (conversation: ConversationId, opened: Opened, given: Sent) => Promise<void>,
  ): Promise<void> {
    const language = chosen(request);
    const given = sent.parse(request.body ?? {});
    const address = addressKey(request.ip);
    const refuse = (status: number, fault: 'wrong' | 'busy' | 'held') =>
      show(response, language, status, dataForm(language, fault));
    const busy = (retryAfter: number) => {
      response.set('Retry-After', String(retryAfter));
      refuse(429, 'busy');
    };
    const attempt = await limits.wrongKeys.allow(address);
    if (!attempt.ok) return busy(attempt.retryAfter);
    const conversation = await conversationOf(given);
    if (conversation === null) return refuse(404, 'wrong');
    await limits.wrongKeys.giveBack(address);
    const view = await limits.views(conversation);
    if (!view.ok) return busy(view.retryAfter);
    try {
      await goOn(conversation, { language, code: given.code, key: given.key }, given);
    } catch (error) {
      if (error instanceof CodedError && error.code === 'case.held') return refuse(409, 'held');
      if (error instanceof CodedError && error.code === 'case.unknown') return refuse(404, 'wrong');
      throw error;
    }
  }

  async function conversationOf({ code, key }: Sent): Promise<ConversationId | null> {
    if (code === chatCode) return deps.dataLinks.read(key, clock());
    const caseCode = readCaseCode(code);
    if (caseCode === null || !deps.links.isKey(caseCode, key)) return null;
    const row = await deps.cases.byCode(deps.tenant, caseCode);
    // Where others read along, a case is of one of them, and the conversation of all.
    return row === null || row.case.surface === 'public' ? null : row.conversation;
  }

  function show(response: Response, language: PageLanguage, status: number, main: Html): void {
    const { title, description } = pageStrings(language.locale).data;
    sendKeyedPage(response.status(status), language, deps, { path: '/dades', title, description, main });
  }

  return router;
}
