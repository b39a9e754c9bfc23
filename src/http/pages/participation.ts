import express, { type Request, type Response, Router } from 'express';
import type { ReadTranscript } from '../../core/journal/transcript.ts';
import type { Account } from '../../core/model/account.ts';
import { codeOf } from '../../core/model/errors.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { EndedSurvey, Survey, SurveyAnswers } from '../../core/model/participation/survey.ts';
import type { Receive } from '../../core/ports/adapter.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import { type Html, html } from '../html.ts';
import { sendCached } from './cachedPage.ts';
import { createConversationCookie, newPlatformConversation } from './chat/conversationCookie.ts';
import { newTicket } from './chat/form.ts';
import { isOwnOrigin } from './chat/origin.ts';
import { createTextSigner } from './chat/signer.ts';
import type { ChatPageDeps } from './chat.ts';
import { type Frame, renderPage } from './layout.ts';
import { type PageLanguage, sentLanguage } from './pageLanguage.ts';
import { messageOf, readAnswers } from './participation/surveyForm.ts';
import {
  participationView,
  resultsView,
  type SurveyFault,
  surveyView,
  thanksView,
  unknownSurveyView,
} from './participation/view.ts';
import { pageStrings } from './strings.ts';

export interface ParticipationDeps extends Pick<ChatPageDeps, 'counting' | 'senderOf' | 'baseUrl' | 'secret'> {
  readonly frame: Frame;
  readonly fallback: Locale;
  /** Public address of the service, without a trailing slash. */
  readonly url: string;
  /** Version of the program. */
  readonly program: string;
  /** The surveys that take answers now, and those that are over. */
  readonly surveys: { open(): readonly Survey[]; ended(): Promise<readonly EndedSurvey[]> };
  /** The main account of the web chat, whose conversation answers; null when it is not open. */
  readonly account: (id: string | null) => Account | null;
  readonly receive: Receive;
  readonly readTranscript: ReadTranscript;
  readonly conversationId: Sealer['conversationId'];
  readonly smallestCell: number;
  /** Where the council runs longer processes; null: nowhere that is known. */
  readonly platform: () => string | null;
  readonly timeZone: () => string;
  readonly log: Log;
}

const status: Readonly<Record<SurveyFault, number>> = { missing: 400, stale: 409, foreign: 403, busy: 503, over: 410 };

/**
 * `/participa`: surveys as pages that need no script. The answers of a form are a message of the same conversation as that of
 * the chat without JavaScript, so that a person who answered there does not count twice.
 */
export function createParticipationPages(deps: ParticipationDeps): Router {
  const { frame, fallback, url, surveys } = deps;
  const forms = createTextSigner(deps.secret, 'survey');
  const cookie = createConversationCookie(createTextSigner(deps.secret, 'cookie'), (request) =>
    deps.baseUrl(request).startsWith('https:'),
  );
  const router = Router();
  const readForm = express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 60 });
  const context = (locale: Locale) => ({ locale, timeZone: deps.timeZone(), smallestCell: deps.smallestCell });
  const findOpen = (id: string) => surveys.open().find((survey) => survey.id === id) ?? null;

  router.get('/participa', async (request, response) => {
    const language = sentLanguage(request, fallback);
    const { locale } = language;
    const open = surveys.open();
    const ended = await surveys.ended();
    const platform = deps.platform();
    const state = [
      deps.program,
      frame.style,
      frame.values(locale).council ?? '',
      deps.timeZone(),
      platform,
      ...open.map(({ id, version }) => `${id} ${version}`),
      ...ended.map(({ survey: { id, version }, closedAt, results }) => `${id} ${version} ${closedAt} ${results.total}`),
    ];
    const { participation } = pageStrings(locale);
    sendCached(request, response, { language, type: 'html', state }, () => {
      const main = participationView({ ...context(locale), open, ended, platform });
      const { title, intro } = participation;
      return renderPage(frame, { locale, path: '/participa', title, description: intro, main, head: html``, url });
    });
  });

  router.get('/participa/:id', async (request, response) => {
    const language = sentLanguage(request, fallback);
    const { locale } = language;
    const { id } = request.params;
    const survey = findOpen(id);
    const ended = survey === null ? (await surveys.ended()).find((each) => each.survey.id === id) : undefined;
    const revision = Number(request.query.fet);
    const known = survey ?? ended?.survey ?? null;
    if (known !== null && Number.isSafeInteger(revision) && revision > 0)
      return send(response, language, known, thanksView(await saidAt(request, revision), known, locale));
    if (survey !== null) return showForm(response, language, survey, {}, null);
    if (ended !== undefined) return send(response, language, ended.survey, resultsView(ended, context(locale)), url);
    const { unknownTitle, unknown } = pageStrings(locale).participation;
    response.status(404);
    send(response, language, { id, title: unknownTitle, description: unknown }, unknownSurveyView(locale));
  });

  router.post('/participa/:id', readForm, async (request, response) => {
    const language = sentLanguage(request, fallback);
    const survey = findOpen(request.params.id as string);
    if (survey === null) return response.redirect(303, pathOf(request.params.id as string, language));
    const sent = readAnswers(request.body, survey);
    const refuse = (fault: SurveyFault) => showForm(response, language, survey, sent.answers, fault);
    if (!isOwnOrigin(request, deps.baseUrl(request))) return refuse('foreign');
    const id = messageOf(forms, sent, survey.id);
    if (id === null) return refuse('stale');
    const isMissing = survey.questions.some(
      (each) => !each.optional && !each.isConditional && sent.answers[each.id] === undefined,
    );
    if (isMissing || Object.keys(sent.answers).length === 0) return refuse('missing');
    const conversation = cookie.read(request) ?? begin(request, response);
    const { account, platformConversation } = cursorIn(conversation);
    if (account === null) return refuse('busy');
    const { ok, retryAfter } = await deps.counting().post(request, idOf(conversation));
    if (!ok) {
      response.set('Retry-After', String(retryAfter));
      return refuse('busy');
    }
    try {
      const { revision } = await deps.receive({
        account,
        platformConversation,
        surface: 'private',
        person: null,
        address: null,
        inbound: {
          id,
          content: { kind: 'choice', value: `start:${survey.id}`, text: said(survey, sent.answers, language.locale) },
          localeHint: language.locale,
          survey: { id: survey.id, answers: sent.answers },
        },
        sender: deps.senderOf(request),
      });
      const path = pathOf(survey.id, language);
      response.redirect(303, `${path}${path.includes('?') ? '&' : '?'}fet=${revision}`);
    } catch (error) {
      deps.log.error({ code: codeOf(error), error }, 'receiving the answers to a survey failed');
      refuse('busy');
    }
  });

  function begin(request: Request, response: Response): string {
    const begun = newPlatformConversation();
    cookie.write(request, response, begun);
    return begun;
  }

  const cursorIn = (conversation: string) => {
    const [platformConversation = '', id = null] = conversation.split('~');
    return { account: deps.account(id), platformConversation };
  };

  const idOf = (conversation: string): string => {
    const { account, platformConversation } = cursorIn(conversation);
    return account === null
      ? platformConversation
      : deps.conversationId(account.tenant, account.id, platformConversation);
  };

  /** What the bot said in a turn of this browser's conversation; null: nothing, or that is not known. */
  async function saidAt(request: Request, revision: number): Promise<string | null> {
    const conversation = cookie.read(request);
    if (conversation === null || !(await deps.counting().read(request, idOf(conversation))).ok) return null;
    const [turn] = await deps.readTranscript(idOf(conversation), revision - 1, 1);
    return turn?.content?.outbound.map(({ text }) => text).join('\n\n') || null;
  }

  function showForm(
    response: Response,
    language: PageLanguage,
    survey: Survey,
    answers: SurveyAnswers,
    fault: SurveyFault | null,
  ): void {
    const { locale, isChosen } = language;
    const ticket = newTicket(forms, survey.id);
    if (fault !== null) response.status(status[fault]);
    const main = surveyView({ ...context(locale), survey, ticket, isChosen, answers, fault });
    send(response, language, survey, main, fault === null ? url : undefined);
  }

  function send(
    response: Response,
    { locale }: PageLanguage,
    of: Survey | { readonly id: string; readonly title: string; readonly description: string },
    main: Html,
    known?: string,
  ): void {
    const title = typeof of.title === 'string' ? of.title : of.title[locale];
    const description = 'description' in of ? of.description : title;
    const head = known === undefined ? html`<meta name="robots" content="noindex">` : html``;
    const page = { locale, path: `/participa/${of.id}`, title, description, main, head };
    response
      .set({ 'Content-Language': locale, 'Cache-Control': 'no-store' })
      .type('html')
      .send(renderPage(frame, known === undefined ? page : { ...page, url: known }));
  }

  return router;
}

function pathOf(id: string, { locale, isChosen }: PageLanguage): string {
  return `/participa/${encodeURIComponent(id)}${isChosen ? `?lang=${locale}` : ''}`;
}

/** What was answered, as the person reads it in their conversation. */
function said({ title, questions }: Survey, answers: SurveyAnswers, locale: Locale): string {
  const lines = questions.flatMap((question) => {
    const option = question.options.find(({ id }) => id === answers[question.id]);
    return option === undefined ? [] : [`${question.title[locale]}: ${option.title[locale]}`];
  });
  return [title[locale], ...lines].join('\n');
}
