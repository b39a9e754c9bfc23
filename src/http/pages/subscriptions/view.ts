import type { Locale } from '../../../core/model/locale.ts';
import type { Alert, Neighbourhood } from '../../../core/ports/knowledge.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { type Html, html } from '../../html.ts';
import { pageStrings } from '../strings.ts';

/** What somebody chose and typed; `neighbourhood` empty: the whole town. */
export interface TypedSubscription {
  readonly alerts: readonly string[];
  readonly neighbourhood: string;
  readonly pace: 'at-once' | 'digest';
  readonly email: string;
}

export type SubscriptionFault = 'topics' | 'email' | 'consent';

interface Choices {
  readonly alerts: readonly Alert[];
  readonly neighbourhoods: readonly Neighbourhood[];
  readonly typed: TypedSubscription;
}

const none = html``;

/** `/avisos`: the form by which somebody asks to be told. */
export function askView(
  locale: Locale,
  { faults, mails, ...choices }: Choices & { readonly faults: readonly SubscriptionFault[]; readonly mails: boolean },
): Html {
  const strings = pageStrings(locale).subscriptions;
  const fault = (kind: SubscriptionFault) =>
    faults.includes(kind) ? html`<p class="fault" id="fault-${kind}" role="alert">${strings.faults[kind]}</p>` : none;
  const described = (kind: SubscriptionFault, hint: string) =>
    faults.includes(kind)
      ? html`aria-describedby="${hint} fault-${kind}" aria-invalid="true"`
      : html`aria-describedby="${hint}"`;
  const form = html`<form class="subscribe" method="post" action="/avisos">
<input type="hidden" name="lang" value="${locale}">
${fault('topics')}${choiceFields(locale, choices)}
<div><label for="email">${strings.email}</label>${fault('email')}
<input id="email" name="email" type="email" value="${choices.typed.email}" maxlength="250" required autocomplete="email" spellcheck="false" ${described('email', 'email-hint')}>
<p id="email-hint">${strings.emailHint}</p></div>
<div>${fault('consent')}<label class="tick"><input type="checkbox" name="consent" value="yes" required ${described('consent', 'consent-hint')}> ${strings.consent}</label>
<p id="consent-hint">${strings.consentHint}</p></div>
<button class="button" type="submit">${strings.send}</button>
</form>`;
  return html`<div class="prose"><h1>${strings.title}</h1>
<p>${mails ? strings.intro : strings.off}</p>
${mails ? form : none}
<p>${strings.chat} <a href="/xat?lang=${locale}">${pageStrings(locale).common.chat}</a></p></div>`;
}

function choiceFields(locale: Locale, { alerts, neighbourhoods, typed }: Choices): Html {
  const strings = pageStrings(locale).subscriptions;
  const tick = ({ id, title }: Alert) => {
    const checked = typed.alerts.includes(id) ? html` checked` : none;
    return html`<label class="tick"><input type="checkbox" name="alert" value="${id}"${checked}> ${title[locale]}</label>
`;
  };
  const option = (id: string, name: string) => {
    const selected = id === typed.neighbourhood ? html` selected` : none;
    return html`<option value="${id}"${selected}>${name}</option>`;
  };
  const radio = (pace: TypedSubscription['pace'], label: string) => {
    const checked = typed.pace === pace ? html` checked` : none;
    return html`<label class="tick"><input type="radio" name="pace" value="${pace}"${checked}> ${label}</label>
`;
  };
  const where = html`<div><label for="neighbourhood">${strings.neighbourhood}</label>
<select id="neighbourhood" name="neighbourhood">${option('', strings.everywhere)}${neighbourhoods.map(({ id, name }) => option(id, name))}</select></div>`;
  return html`<fieldset><legend>${strings.topics}</legend>
${alerts.map(tick)}</fieldset>
${neighbourhoods.length === 0 ? none : where}
<fieldset><legend>${strings.pace}</legend>
${radio('at-once', strings.atOnce)}${radio('digest', strings.digest)}</fieldset>`;
}

/** Asks the reader of an address whether they want it. */
export function confirmSubscriptionView(locale: Locale, what: string): Html {
  const { confirmTitle, confirmText, confirmYes } = pageStrings(locale).subscriptions;
  return oneButton(locale, confirmTitle, interpolate(confirmText, { what }), confirmYes);
}

/** Asks before the address is erased. */
export function endView(locale: Locale): Html {
  const { endTitle, endText, endYes } = pageStrings(locale).subscriptions;
  return oneButton(locale, endTitle, endText, endYes);
}

function oneButton(locale: Locale, title: string, text: string, button: string): Html {
  return html`<div class="prose"><h1>${title}</h1><p>${text}</p>
<form method="post"><input type="hidden" name="lang" value="${locale}"><button class="button" type="submit">${button}</button></form></div>`;
}

/** What somebody is told of, with what they can do about it. `note`: what was just done. */
export function manageView(
  locale: Locale,
  {
    what,
    isPaused,
    dataLink,
    note,
    ...choices
  }: Choices & {
    readonly what: string;
    readonly isPaused: boolean;
    readonly dataLink: string;
    readonly note: string | null;
  },
): Html {
  const strings = pageStrings(locale).subscriptions;
  const act = (kind: string, label: string) =>
    html`<form method="post"><input type="hidden" name="lang" value="${locale}"><button class="button second" type="submit" name="act" value="${kind}">${label}</button></form>`;
  return html`<div class="prose"><h1>${strings.manageTitle}</h1>
${note === null ? none : html`<p class="banner" role="status">${note}</p>`}
<p>${interpolate(strings.manageText, { what })}</p>
${isPaused ? html`<p>${strings.pausedText}</p>` : none}
<form class="subscribe" method="post"><input type="hidden" name="lang" value="${locale}"><input type="hidden" name="act" value="change">
${choiceFields(locale, choices)}
<button class="button" type="submit">${strings.save}</button></form>
<div class="rights">${isPaused ? act('resume', strings.resume) : act('pause', strings.pause)}${act('end', strings.end)}</div>
<p><a href="${dataLink}">${strings.kept}</a></p></div>`;
}

/** A page that only says something. */
export function noteView(
  title: string,
  text: string,
  back: { readonly href: string; readonly text: string } | null,
): Html {
  const link = back === null ? none : html`<p><a href="${back.href}">${back.text}</a></p>`;
  return html`<div class="prose"><h1>${title}</h1><p role="status">${text}</p>${link}</div>`;
}
