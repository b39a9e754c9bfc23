import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { DataLinks } from '../../core/cases/rights/dataLinks.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Limit } from '../../core/ports/limit.ts';
import { addressKey } from '../../core/util/addressKey.ts';
import type { Html } from '../html.ts';
import { sendToKeep } from '../sendToKeep.ts';
import { sendKeyedPage } from './keyedPage.ts';
import type { Frame } from './layout.ts';
import { type PageLanguage, sentLanguage } from './pageLanguage.ts';
import { type ProvableAnswer, type ReceiptFault, receiptName, receiptsForm, receiptsView } from './receipts/view.ts';
import { pageStrings } from './strings.ts';

export interface ReceiptsDeps {
  readonly frame: Frame;
  /** Address of the script that sends the key of a link. */
  readonly script: string;
  readonly fallback: Locale;
  readonly links: Pick<DataLinks, 'read'>;
  /** The answers of a conversation that can be proven, newest first. */
  readonly answers: (conversation: ConversationId) => Promise<readonly ProvableAnswer[]>;
  /** The proof of one of them, as a file; null: it is not in the public log yet, or was erased. */
  readonly prove: (conversation: ConversationId, revision: number) => Promise<string | null>;
  readonly timeZone: () => string;
  readonly limits: {
    /** Counts an address's attempts with a wrong key. A right one is given back. */
    readonly wrongKeys: Limit;
    /** Counts how often one conversation's answers are checked. */
    readonly views: Limit['allow'];
  };
  readonly clock: Clock;
}

/** What a form sends: the key of the link, and which answer is meant. */
const sent = z.object({
  key: z.string().max(120).catch(''),
  revision: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).catch(1),
});
type Sent = z.infer<typeof sent>;

const path = '/comprovants';
export const proofType = 'text/plain; charset=utf-8';

/**
 * `/comprovants`: the answers of a conversation, each with its proof to save. The link that the bot gives opens it for an hour;
 * without its key it reveals nothing.
 */
export function createReceiptsPage(deps: ReceiptsDeps): Router {
  const { limits } = deps;
  const router = Router();
  const readForm = express.urlencoded({ extended: false, limit: '8kb', parameterLimit: 5 });
  const chosen = (request: Request): PageLanguage => sentLanguage(request, deps.fallback);

  router.get(path, (request, response) => show(response, chosen(request), 200, receiptsForm(chosen(request), null)));

  router.post(path, readForm, (request, response) =>
    open(request, response, (conversation, language, given) =>
      showAll(response, conversation, { language, given, fault: null }),
    ),
  );

  router.post(`${path}/desa`, readForm, (request, response) =>
    open(request, response, async (conversation, language, given) => {
      const proof = await deps.prove(conversation, given.revision);
      if (proof !== null) return sendToKeep(response, { name: receiptName(language), type: proofType, body: proof });
      response.status(404);
      await showAll(response, conversation, { language, given, fault: 'notYet' });
    }),
  );

  async function showAll(
    response: Response,
    conversation: ConversationId,
    {
      language,
      given,
      fault,
    }: { readonly language: PageLanguage; readonly given: Sent; readonly fault: ReceiptFault | null },
  ): Promise<void> {
    const answers = await deps.answers(conversation);
    const view = receiptsView({ language, key: given.key, answers, timeZone: deps.timeZone(), fault });
    show(response, language, response.statusCode, view);
  }

  /** Finds the conversation whose key was sent, and goes on with it; says why not otherwise. */
  async function open(
    request: Request,
    response: Response,
    goOn: (conversation: ConversationId, language: PageLanguage, given: Sent) => Promise<void>,
  ): Promise<void> {
    const language = chosen(request);
    const given = sent.parse(request.body ?? {});
    const address = addressKey(request.ip);
    const busy = (retryAfter: number) => {
      response.set('Retry-After', String(retryAfter));
      show(response, language, 429, receiptsForm(language, 'busy'));
    };
    const attempt = await limits.wrongKeys.allow(address);
    if (!attempt.ok) return busy(attempt.retryAfter);
    const conversation = deps.links.read(given.key, deps.clock());
    if (conversation === null) return show(response, language, 404, receiptsForm(language, 'wrong'));
    await limits.wrongKeys.giveBack(address);
    const view = await limits.views(conversation);
    if (!view.ok) return busy(view.retryAfter);
    await goOn(conversation, language, given);
  }

  function show(response: Response, language: PageLanguage, status: number, main: Html): void {
    const { title, description } = pageStrings(language.locale).receipts;
    sendKeyedPage(response.status(status), language, deps, { path, title, description, main });
  }

  return router;
}
