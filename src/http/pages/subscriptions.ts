import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import {
  type SubscriptionLinks,
  type SubscriptionPurpose,
  subscriptionPaths,
  subscriptionPurposes,
} from '../../core/cases/rights/subscriptionLinks.ts';
import type { Engine } from '../../core/engine/engine.ts';
import {
  actOnSubscription,
  askByMail,
  type SubscriptionAct,
} from '../../core/model/announcements/decideSubscription.ts';
import type { Subscription, SubscriptionChoice } from '../../core/model/announcements/subscription.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { Alert, Neighbourhood } from '../../core/ports/knowledge.ts';
import type { Limit } from '../../core/ports/limit.ts';
import { addressKey } from '../../core/util/addressKey.ts';
import { type Html, html } from '../html.ts';
import { type Frame, renderPage } from './layout.ts';
import { sentLanguage } from './pageLanguage.ts';
import { pageStrings } from './strings.ts';
import {
  askView,
  confirmSubscriptionView,
  endView,
  manageView,
  noteView,
  type SubscriptionFault,
  type TypedSubscription,
} from './subscriptions/view.ts';

export interface SubscriptionPagesDeps {
  readonly frame: Frame;
  readonly fallback: Locale;
  readonly tenant: string;
  readonly subscriber: Engine['subscriber'];
  /** The conversation of an address. */
  readonly conversationOf: (email: string) => ConversationId;
  /** The subscription of a conversation as it is now; null: there is none. */
  readonly find: (conversation: ConversationId) => Promise<Subscription | null>;
  readonly links: Pick<SubscriptionLinks, 'read'>;
  /** Whether e-mails can be sent. */
  readonly mails: boolean;
  readonly alerts: () => readonly Alert[];
  readonly neighbourhoods: () => readonly Neighbourhood[];
  /** Where the reader of an address sees what is kept about them, for an hour. */
  readonly dataLink: (conversation: ConversationId) => string;
  /** Counts the forms of one sender, and what they do by links. */
  readonly limits: { readonly asks: Limit['allow']; readonly acts: Limit['allow'] };
  /** Returns a new unique id. */
  readonly newId: () => string;
}

const email = z.email().max(250);
const field = z.string().max(300).catch('');
const sentForm = z.object({
  alert: z
    .union([
      z
        .string()
        .max(40)
        .transform((one) => [one]),
      z.array(z.string().max(40)).max(60),
    ])
    .catch([]),
  neighbourhood: field,
  pace: z.enum(['at-once', 'digest']).catch('at-once'),
  email: field,
  consent: field,
  act: z.enum(['pause', 'resume', 'change', 'end']).catch('change'),
});

const purposeOf = new Map<string, SubscriptionPurpose>(
  subscriptionPurposes.map((each) => [subscriptionPaths[each], each]),
);

/**
 * `/avisos`: asks to be told of announcements by e-mail, in a form that needs no script. `/avisos/si`, `/avisos/meus` and
 * `/avisos/prou`: where the links of the e-mails lead, to confirm, to change and to end. What only looks at links, as mail
 * scanners do, changes nothing; a mail program ends it by one POST (RFC 8058).
 */
export function createSubscriptionPages(deps: SubscriptionPagesDeps): Router {
  const { links, tenant, subscriber, limits } = deps;
  const router = Router();
  const readForm = express.urlencoded({ extended: false, limit: '8kb', parameterLimit: 80 });
  const paths = ['/avisos/:what/:token'];

  router.get('/avisos', (request, response) => {
    const chosen = typeof request.query.alerta === 'string' ? [request.query.alerta.slice(0, 40)] : [];
    const typed: TypedSubscription = { alerts: chosen, neighbourhood: '', pace: 'at-once', email: '' };
    showForm(request, response, 200, typed, []);
  });

  router.post('/avisos', readForm, async (request, response) => {
    await allowed(response, limits.asks, addressKey(request.ip));
    const form = sentForm.parse(request.body ?? {});
    const choice = choiceOf(form);
    const address = form.email.trim();
    const faults: SubscriptionFault[] = [
      ...(choice.alerts.length === 0 ? (['topics'] as const) : []),
      ...(email.safeParse(address).success ? [] : (['email'] as const)),
      ...(form.consent === 'yes' ? [] : (['consent'] as const)),
    ];
    const typed: TypedSubscription = { ...choice, neighbourhood: choice.neighbourhood ?? '', email: address };
    if (!deps.mails || faults.length > 0) return showForm(request, response, 422, typed, faults);
    const { locale } = sentLanguage(request, deps.fallback);
    await subscriber({
      tenant,
      conversation: deps.conversationOf(address),
      id: `page ${deps.newId()}`,
      email: address,
      decide: (state, at) => askByMail(state, { ...choice, locale }, at),
    });
    // The same whether or not the address is known here: it is nobody else's business.
    const { subscriptions } = pageStrings(locale);
    show(request, response, 200, noteView(subscriptions.title, subscriptions.asked, null));
  });

  router.get(paths, async (request, response, next) => {
    const found = read(request);
    if (found === null) return next();
    const { locale } = sentLanguage(request, deps.fallback);
    const known = found.about === null ? null : await deps.find(found.about.conversation);
    if (known === null || found.about === null || isOld(found, known)) return gone(request, response);
    const { conversation } = found.about;
    const what = namesOf(found.purpose === 'confirm' ? (known.pending ?? known) : known, locale);
    if (found.purpose === 'confirm') return show(request, response, 200, confirmSubscriptionView(locale, what));
    if (found.purpose === 'end') return show(request, response, 200, endView(locale));
    show(request, response, 200, manage(locale, conversation, known, null));
  });

  router.post(paths, readForm, async (request, response, next) => {
    const found = read(request);
    if (found === null) return next();
    // A mail provider ends the subscriptions of thousands from one address: what is signed counts on its own.
    await allowed(response, limits.acts, found.about?.conversation ?? addressKey(request.ip));
    const { locale } = sentLanguage(request, deps.fallback);
    const { subscriptions } = pageStrings(locale);
    if (found.about === null) return gone(request, response);
    const { conversation, revision } = found.about;
    const form = sentForm.parse(request.body ?? {});
    const choice = choiceOf(form);
    if (found.purpose === 'manage' && form.act === 'change' && choice.alerts.length === 0) {
      const known = await deps.find(conversation);
      if (known === null) return gone(request, response);
      return show(request, response, 422, manage(locale, conversation, known, subscriptions.faults.topics));
    }
    const act: SubscriptionAct =
      found.purpose === 'confirm'
        ? { kind: 'confirm', asked: revision }
        : found.purpose === 'end'
          ? { kind: 'end' }
          : form.act === 'change'
            ? { kind: 'change', choice }
            : { kind: form.act };
    try {
      const id = `link ${deps.newId()}`;
      await subscriber({ tenant, conversation, id, decide: (state, at) => actOnSubscription(state, act, at) });
    } catch (error) {
      if (!(error instanceof CodedError && error.code === 'subscription.gone')) throw error;
      return gone(request, response);
    }
    if (act.kind === 'confirm')
      return show(request, response, 200, noteView(subscriptions.confirmTitle, subscriptions.confirmDone, null));
    if (act.kind === 'end')
      return show(request, response, 200, noteView(subscriptions.endTitle, subscriptions.endDone, null));
    const known = await deps.find(conversation);
    if (known === null) return gone(request, response);
    const done = { pause: subscriptions.paused, resume: subscriptions.resumed, change: subscriptions.saved }[act.kind];
    show(request, response, 200, manage(locale, conversation, known, done));
  });

  function read({ params }: Request) {
    const purpose = purposeOf.get(String(params.what));
    return purpose === undefined ? null : { purpose, about: links.read(purpose, String(params.token)) };
  }

  /** A link that asks for a confirmation is good until another one is sent, or it was given. */
  function isOld(
    { purpose, about }: { readonly purpose: SubscriptionPurpose; readonly about: { readonly revision: number } | null },
    known: Subscription,
  ): boolean {
    return purpose === 'confirm' && about?.revision !== known.asked;
  }

  /** Of what was sent, what there is. */
  function choiceOf(form: z.infer<typeof sentForm>): SubscriptionChoice {
    const { alert, pace } = form;
    const known = deps.alerts().filter(({ id }) => alert.includes(id));
    const where = deps.neighbourhoods().find(({ id }) => id === form.neighbourhood);
    return { alerts: known.map(({ id }) => id), neighbourhood: where?.id ?? null, pace };
  }

  function namesOf({ alerts }: Pick<SubscriptionChoice, 'alerts'>, locale: Locale): string {
    const named = deps.alerts().filter(({ id }) => alerts.includes(id));
    return named.map(({ title }) => title[locale]).join(', ');
  }

  function manage(locale: Locale, conversation: ConversationId, known: Subscription, note: string | null): Html {
    return manageView(locale, {
      alerts: deps.alerts(),
      neighbourhoods: deps.neighbourhoods(),
      typed: { ...known, neighbourhood: known.neighbourhood ?? '', email: '' },
      what: namesOf(known, locale),
      isPaused: known.state === 'paused',
      dataLink: deps.dataLink(conversation),
      note,
    });
  }

  function showForm(
    request: Request,
    response: Response,
    status: number,
    typed: TypedSubscription,
    faults: readonly SubscriptionFault[],
  ): void {
    const { locale } = sentLanguage(request, deps.fallback);
    const { alerts, neighbourhoods, mails } = deps;
    const main = askView(locale, { alerts: alerts(), neighbourhoods: neighbourhoods(), typed, faults, mails });
    show(request, response, status, main, 'public');
  }

  function gone(request: Request, response: Response): void {
    const { locale } = sentLanguage(request, deps.fallback);
    const { subscriptions } = pageStrings(locale);
    const back = { href: `/avisos?lang=${locale}`, text: subscriptions.back };
    show(request, response, 404, noteView(subscriptions.title, subscriptions.gone, back));
  }

  function show(request: Request, response: Response, status: number, main: Html, who?: 'public'): void {
    const { locale } = sentLanguage(request, deps.fallback);
    const { title, description } = pageStrings(locale).subscriptions;
    const isPublic = who === 'public' && status === 200;
    response
      .status(status)
      .set({
        'Content-Language': locale,
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'no-referrer',
        ...(isPublic ? {} : { 'X-Robots-Tag': 'noindex' }),
      })
      .type('html')
      .send(renderPage(deps.frame, { locale, path: '/avisos', title, description, main, head: html`` }));
  }

  return router;
}

async function allowed(response: Response, allow: Limit['allow'], key: string): Promise<void> {
  const { ok, retryAfter } = await allow(key);
  if (ok) return;
  response.set('Retry-After', String(retryAfter));
  throw new CodedError('rate.limited', 'Too many requests. Wait a moment and try again.');
}
