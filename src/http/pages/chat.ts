import express, { type Request, type Response, Router } from 'express';
import type { ReadTranscript } from '../../core/journal/transcript.ts';
import type { Account } from '../../core/model/account.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import { codeOf } from '../../core/model/errors.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { Choice, InboundContent } from '../../core/model/message.ts';
import type { Receive } from '../../core/ports/adapter.ts';
import type { FileStore } from '../../core/ports/files.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import { filesContent } from '../../core/util/takeFile.ts';
import { type Html, html } from '../html.ts';
import { type CaseCookie, createCaseCookie } from './chat/caseCookie.ts';
import { createConversationCookie, newPlatformConversation } from './chat/conversationCookie.ts';
import { type FormFault, formContent, messageIdOf, newTicket, readSent, type Sent } from './chat/form.ts';
import { comesFromElsewhere, isOwnOrigin } from './chat/origin.ts';
import { exitPath, offersQuickExit } from './chat/quickExit.ts';
import { answerTurn, ratedEntry, ratingIn } from './chat/rating.ts';
import { readNewest } from './chat/readNewest.ts';
import { addSaving } from './chat/saving.ts';
import { createTextSigner } from './chat/signer.ts';
import type { FormUploads, UploadedForm } from './chat/uploads.ts';
import { chatMain, newestPath } from './chat/view.ts';
import { type Frame, renderPage } from './layout.ts';
import { type PageLanguage, sentLanguage } from './pageLanguage.ts';
import { pageStrings } from './strings.ts';

export interface ChatPageDeps {
  readonly frame: Frame;
  /** Address of the script that speeds up a quick exit. */
  readonly exitScript: string;
  /**
   * An account of the web chat whose conversations can continue here (null: the main one); null when it is not open.
   */
  readonly account: (id: string | null) => Account | null;
  /** Language of the page for a browser that accepts none of ours. */
  readonly fallback: Locale;
  readonly receive: Receive;
  readonly readTranscript: ReadTranscript;
  readonly conversationId: Sealer['conversationId'];
  /** The conversation of a Direct Line token; null when the token is not valid, not even for renewal. */
  readonly verifyToken: (token: string) => { readonly account: string; readonly platformConversation: string } | null;
  /** Whether pages of an origin may show the chat, and so may link people to this page. */
  readonly allowsOrigin: (origin: string, request: Request) => boolean;
  /** The bytes of a file of a conversation; null where it has none, or no longer. */
  readonly openFile: FileStore['open'];
  /** Takes the files that come with a message. */
  readonly uploads: () => FormUploads;
  /** Counts one message, reading or file, by address and conversation: whether it is within the limit of its kind. */
  readonly counting: () => Record<
    'post' | 'read' | 'file',
    (request: Request, conversation: string) => Promise<Welcome>
  >;
  /** The key of a request's address. */
  readonly senderOf: (request: Request) => string;
  /** Address under which a request arrived, without a trailing slash. */
  readonly baseUrl: (request: Request) => string;
  /** At least 32 bytes, the same in every process: signs cookies and forms. */
  readonly secret: Uint8Array;
  /** Address of a harmless page, for people who must leave at once. */
  readonly quickExit: () => string;
  /** The name of what the bot can say, by its id: a link may begin a question about it. Null: there is none. */
  readonly titleOf: (id: string, locale: Locale) => string | null;
  /** What somebody who has not written yet is offered. */
  readonly begins: (locale: Locale) => readonly Choice[];
  /** The town's time zone, a name of the IANA list. */
  readonly timeZone: () => string;
  /** The proof of an answer, as a file (null: it is not in the public log yet); null: there is no public log. */
  readonly prove: ((conversation: ConversationId, revision: number) => Promise<string | null>) | null;
  readonly log: Log;
}

interface Welcome {
  readonly ok: boolean;
  /** Whole seconds until the next one is. */
  readonly retryAfter: number;
}

const path = '/xat';
const status: Readonly<Record<FormFault, number>> = {
  empty: 400,
  tooLong: 400,
  stale: 409,
  busy: 503,
  foreign: 403,
  noCookie: 400,
  notContinued: 410,
  unproven: 404,
  fileGone: 404,
  fileType: 415,
  fileSize: 413,
  filesBusy: 503,
};

/** The cookie with the cases of a browser, which the page of cases reads as well. */
export function caseCookieOf({ secret, baseUrl }: Pick<ChatPageDeps, 'secret' | 'baseUrl'>): CaseCookie {
  return createCaseCookie(createTextSigner(secret, 'cases'), isSecureUnder(baseUrl));
}

function isSecureUnder(baseUrl: ChatPageDeps['baseUrl']): (request: Request) => boolean {
  return (request) => baseUrl(request).startsWith('https:');
}

/**
 * `/xat`: the web chat without JavaScript. A form is posted and committed, and a redirect leads to the page with the
 * answer. A signed cookie names the conversation; `/xat/continua` continues a conversation of the widget, `/xat/surt`
 * is the quick exit.
 */
export function createChatPage(deps: ChatPageDeps): Router {
  const forms = createTextSigner(deps.secret, 'form');
  const isSecure = isSecureUnder(deps.baseUrl);
  const cookie = createConversationCookie(createTextSigner(deps.secret, 'cookie'), isSecure);
  const cases = caseCookieOf(deps);
  const router = Router();
  const readForm = express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 20 });

  router.get(path, async (request, response) => {
    const language = chosenLanguage(request);
    let conversation = cookie.read(request);
    if (conversation === null && comesFromElsewhere(request)) return sendOn(response, language);
    if (conversation === null) {
      conversation = newPlatformConversation();
      cookie.write(request, response, conversation);
    }
    const { ok, retryAfter } = await deps.counting().read(request, idOf(conversation));
    if (!ok) response.set('Retry-After', String(retryAfter));
    const topic = typeof request.query.tema === 'string' ? deps.titleOf(request.query.tema, language.locale) : null;
    await show(response, language, conversation, ok ? null : 'busy', null, topic ?? '');
  });

  /** The page at its newest answer. Redirected to: a link that differs by its fragment alone loads nothing again. */
  router.get(newestPath, async (request, response) => {
    const conversation = cookie.read(request);
    const isRead = conversation !== null && (await deps.counting().read(request, idOf(conversation))).ok;
    const newest = (isRead ? await turnsOf(conversation) : []).findLast(
      ({ content }) => content !== null && content.outbound.length > 0 && ratingIn(content.inbound) === null,
    );
    const anchor = newest === undefined ? '' : `#r${newest.revision}`;
    response.set('Cache-Control', 'no-store').redirect(303, `${path}${query(chosenLanguage(request))}${anchor}`);
  });

  router.post(path, readForm, async (request, response) => {
    if (!request.is('multipart/form-data')) return take(request, response, null);
    const conversation = cookie.read(request);
    const refuse = (fault: FormFault) => show(response, chosenLanguage(request), conversation, fault, null);
    // Nothing is read of what no page of ours sent.
    if (!isOwnOrigin(request, deps.baseUrl(request))) return refuse('foreign');
    try {
      await deps.uploads().ofPage(request, conversation && idOf(conversation), (form) => {
        request.body = Object.fromEntries(form.fields);
        return take(request, response, form);
      });
    } catch (error) {
      const code = codeOf(error);
      if (code === 'input.invalid') return refuse('stale');
      // A body that is too slow need not be read to its end.
      if (code === 'input.slow') response.set('Connection', 'close');
      await refuse('filesBusy');
    }
  });

  /** Takes a form that was read, or shows it again with what is wrong with it. `form`: with its files; null: it has none. */
  async function take(request: Request, response: Response, form: UploadedForm | null): Promise<void> {
    const language = chosenLanguage(request);
    const files = form?.files ?? [];
    const sent = readSent(request.body, { hasFiles: files.length > 0 || form?.excess != null });
    const conversation = cookie.read(request);
    const refuse = (fault: FormFault) => show(response, language, conversation, fault, sent);
    if (!isOwnOrigin(request, deps.baseUrl(request))) return refuse('foreign');
    if (conversation === null) {
      // The browser has lost the cookie, or accepts none: in the first case the same form works the next time.
      const begun = newPlatformConversation();
      cookie.write(request, response, begun);
      return show(response, language, begun, 'noCookie', sent);
    }
    const id = messageIdOf(forms, sent, { conversation, files });
    if (id === null) return refuse('stale');
    const { ok, retryAfter } = await deps.counting().post(request, idOf(conversation));
    if (!ok) {
      response.set('Retry-After', String(retryAfter));
      return refuse('busy');
    }
    if (form?.excess != null) return refuse('fileSize');
    try {
      const turns = await turnsOf(conversation);
      const content = formContent(sent, turns, {
        chat: pageStrings(language.locale).chat,
        begins: deps.begins(language.locale),
      });
      if (typeof content === 'string') return await refuse(content);
      const { account, platformConversation } = cursorIn(conversation);
      if (account === null) return await refuse('busy');
      const whole = await withFiles(content, form, { conversation: idOf(conversation), platformConversation, id });
      if (typeof whole === 'string') return await refuse(whole);
      const { revision } = await deps.receive({
        account,
        platformConversation,
        surface: 'private',
        person: null,
        address: null,
        inbound: { id, content: whole, localeHint: language.locale },
        sender: deps.senderOf(request),
      });
      const rated = ratedEntry(sent.choice);
      const shown = rated === null ? revision : (answerTurn(turns, rated) ?? revision);
      response.redirect(303, `${path}${query(language)}#r${shown}`);
    } catch (error) {
      deps.log.error({ code: codeOf(error), error }, 'receiving a message from the page without JavaScript failed');
      await refuse('busy');
    }
  }

  /** A new conversation, for the next person at the same computer. */
  router.post(`${path}/nova`, readForm, async (request, response) => {
    const language = chosenLanguage(request);
    const conversation = cookie.read(request);
    const isOurs = conversation !== null && forms.open(readSent(request.body).ticket, conversation) !== null;
    if (isOurs && isOwnOrigin(request, deps.baseUrl(request))) {
      const platformConversation = newPlatformConversation();
      const { account } = cursorIn(conversation);
      cases.clear(request, response);
      cookie.write(
        request,
        response,
        account === null ? platformConversation : nameOf({ account: account.id, platformConversation }),
      );
    }
    response.redirect(303, `${path}${query(language)}`);
  });

  addSaving(router, {
    path,
    conversationOf: cookie.read,
    isOwnForm: (request, conversation) =>
      isOwnOrigin(request, deps.baseUrl(request)) && forms.open(readSent(request.body).ticket, conversation) !== null,
    count: (kind, request, conversation) => deps.counting()[kind](request, idOf(conversation)),
    turnsOf: (conversation) => turnsOf(conversation),
    openFile: (conversation, file) => deps.openFile(idOf(conversation), file),
    prove: async (conversation, revision) => (await deps.prove?.(idOf(conversation), revision)) ?? null,
    timeZone: deps.timeZone,
    languageOf: (request) => chosenLanguage(request),
    refuse: (response, fault, conversation) => show(response, chosenLanguage(response.req), conversation, fault, null),
  });

  /** Forgets the cases that this browser remembers. */
  router.post(`${path}/oblida`, readForm, (request, response) => {
    const language = chosenLanguage(request);
    const conversation = cookie.read(request);
    const isOurs = conversation !== null && forms.open(readSent(request.body).ticket, conversation) !== null;
    if (isOurs && isOwnOrigin(request, deps.baseUrl(request))) cases.forget(request, response);
    response.redirect(303, `${path}${query(language)}`);
  });

  /** Continues the widget's conversation here. Only pages that may show the chat can send somebody into one. */
  router.post(`${path}/continua`, readForm, async (request, response) => {
    const language = chosenLanguage(request);
    const { origin } = request.headers;
    const isWelcome = isOwnOrigin(request, deps.baseUrl(request)) || (origin && deps.allowsOrigin(origin, request));
    const token = (request.body as { token?: unknown } | undefined)?.token;
    const isEmpty = token === undefined || token === '';
    const found = isWelcome && typeof token === 'string' && !isEmpty ? deps.verifyToken(token) : null;
    if (found !== null) cookie.write(request, response, nameOf(found));
    else if (isWelcome && !isEmpty) {
      const begun = newPlatformConversation();
      cookie.write(request, response, begun);
      return show(response, language, begun, 'notContinued', null);
    }
    sendOn(response, language);
  });

  /** A link for people who must leave at once: this browser forgets the conversation, and shows a harmless page. */
  router.get(exitPath, (request, response) => {
    cookie.clear(request, response);
    cases.clear(request, response);
    response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' }).redirect(303, deps.quickExit());
  });

  /** The same for the widget, which goes there itself. */
  router.post(exitPath, (request, response) => {
    cookie.clear(request, response);
    cases.clear(request, response);
    response.set('Cache-Control', 'no-store').status(204).end();
  });

  const chosenLanguage = (request: Request): PageLanguage => sentLanguage(request, deps.fallback);

  /** The conversation that the cookie names: its own id, prefixed with the account if that is not the main one. */
  const cursorIn = (conversation: string) => {
    const [platformConversation = '', id = null] = conversation.split('~');
    return { account: deps.account(id), platformConversation };
  };

  const nameOf = ({ account, platformConversation }: { account: string; platformConversation: string }) =>
    account === deps.account(null)?.id ? platformConversation : `${platformConversation}~${account}`;

  /** Its id in the journal; the name alone while its account is not open. */
  const idOf = (conversation: string): string => {
    const { account, platformConversation } = cursorIn(conversation);
    return account === null
      ? platformConversation
      : deps.conversationId(account.tenant, account.id, platformConversation);
  };

  const turnsOf = async (conversation: string) =>
    cursorIn(conversation).account === null ? [] : readNewest(deps.readTranscript, idOf(conversation));

  /** The page, with the person's text again when something was wrong with it. */
  async function show(
    response: Response,
    asked: PageLanguage,
    conversation: string | null,
    fault: FormFault | null,
    sent: Sent | null,
    begun = '',
  ): Promise<void> {
    // Over the limit, the conversation is not read either.
    const turns = conversation === null || fault === 'busy' ? [] : await turnsOf(conversation);
    // Without a requested language, the page is shown in the language of the conversation.
    const spoken = turns.at(-1)?.content?.outbound.at(-1)?.locale;
    const language = asked.isChosen || spoken === undefined ? asked : { locale: spoken, isChosen: false };
    // The same form is the same message; a form that was not ours is replaced.
    const isKept = sent !== null && fault !== 'stale' && fault !== 'foreign' && fault !== 'noCookie';
    const ticket = isKept ? sent.ticket : newTicket(forms, conversation ?? '');
    const mine = cases.takeIn(response.req, response, turns);
    const timeZone = deps.timeZone();
    const begins = deps.begins(language.locale);
    const text = sent?.text ?? begun;
    const proves = deps.prove !== null;
    const { limits } = deps.uploads();
    const hadFiles = sent?.hasFiles === true;
    const main = chatMain({
      language,
      turns,
      begins,
      ticket,
      cases: mine,
      text,
      fault,
      timeZone,
      proves,
      limits,
      hadFiles,
    });
    // A sender over the limit learns when to retry; an internal error has no such time.
    const isTooOften = fault === 'busy' && response.hasHeader('Retry-After');
    response.status(fault === null ? 200 : isTooOften ? 429 : status[fault]);
    const head = offersQuickExit(turns) ? html`<script src="${deps.exitScript}" defer></script>` : html``;
    send(response, language.locale, main, head);
  }

  /**
   * A page that redirects itself. Browsers withhold a strict cookie on a link or form of another site, but the redirect
   * of this page counts as our own request.
   */
  function sendOn(response: Response, language: PageLanguage): void {
    const { chat } = pageStrings(language.locale);
    const address = `${path}${query(language)}`;
    const main = html`<div class="prose"><h1>${chat.continueTitle}</h1><p><a class="button" href="${address}">${chat.continue}</a></p></div>`;
    send(response, language.locale, main, html`<meta http-equiv="refresh" content="0;url=${address}">`);
  }

  function send(response: Response, locale: PageLanguage['locale'], main: Html, head: Html): void {
    const { title, description } = pageStrings(locale).chat;
    response
      .set({ 'Content-Language': locale, 'Cache-Control': 'no-store' })
      .type('html')
      .send(renderPage(deps.frame, { locale, path, title, description, main, head }));
  }

  return router;
}

/** A message with the files of its form, which are kept; or what is wrong with them. */
async function withFiles(
  content: InboundContent,
  form: UploadedForm | null,
  { id, ...place }: { readonly conversation: string; readonly platformConversation: string; readonly id: string },
): Promise<InboundContent | FormFault> {
  if (form === null || form.files.length === 0 || content.kind !== 'text') return content;
  try {
    return filesContent(await form.keep(place, id), content.text, null);
  } catch (error) {
    if (codeOf(error) === 'input.invalid') return 'fileType';
    throw error;
  }
}

function query({ locale, isChosen }: PageLanguage): string {
  return isChosen ? `?lang=${locale}` : '';
}
