import { randomBytes } from 'node:crypto';
import { type ContactWay, contactWays, updatesBy } from '../../../core/model/contact/contact.ts';
import type { FileRef } from '../../../core/model/message.ts';
import { createDates } from '../../../core/util/dates.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { type Html, html } from '../../html.ts';
import { maxTextLength } from '../chat/form.ts';
import { renderMarkdown } from '../markdown.ts';
import { pageStrings } from '../strings.ts';
import type { CaseMessage } from './conversation.ts';
import type { CasePageView, Talk } from './pageView.ts';

const nothing = html``;

const notifyActs: readonly Talk['done'][] = ['notify', 'phone', 'code', 'stop', 'device', 'undevice'];
const notifyFaults: readonly Talk['fault'][] = ['email', 'phone', 'code', 'codeGone', 'codes'];

/** Whether what became of it is said where people ask to be told, which is far from the top of a long case. */
export function isSaidAtNotify(view: CasePageView): boolean {
  const { talk } = view;
  if (talk === null || !offersNotify(view)) return false;
  return talk.fault === null ? notifyActs.includes(talk.done) : notifyFaults.includes(talk.fault);
}

/** What became of what the citizen just did. The page opens there: nobody has to look for it. */
export function actResult({ language, talk }: CasePageView): Html {
  const strings = pageStrings(language.locale).case;
  if (talk === null) return nothing;
  const { done, fault, mb } = talk;
  if (fault !== null) {
    const text = interpolate(strings.actFaults[fault], { most: String(maxTextLength), mb: String(mb) });
    return html`<p class="fault" tabindex="-1" autofocus role="alert">${text}</p>`;
  }
  return done === null
    ? nothing
    : html`<p class="done" tabindex="-1" autofocus role="status">${strings.done[done]}</p>`;
}

/** What was said, oldest first; `fileLink`: how a file is saved. */
export function talkView({ language, talk }: CasePageView, fileLink: (file: FileRef) => Html): Html {
  if (talk === null) return nothing;
  const { locale } = language;
  const strings = pageStrings(locale).case;
  const dates = createDates(locale, talk.timeZone);
  const item = ({ at, from, speaker, text, isMarkdown, files, locale: said }: CaseMessage) => {
    const lang = said === null ? nothing : html` lang="${said}"`;
    const body = isMarkdown ? renderMarkdown(text) : text === '' ? nothing : html`<p class="plaintext">${text}</p>`;
    return html`<li class="${from}"><p class="who"><strong>${speaker ?? strings.from[from]}</strong> <time datetime="${new Date(at).toISOString()}">${dates.soon(at)}</time></p>
<div${lang}>${body}</div>${files.length === 0 ? nothing : html`<div class="files">${files.map(fileLink)}</div>`}</li>`;
  };
  return html`<section aria-labelledby="talk"><h2 id="talk">${strings.conversation}</h2>
${talk.messages.length === 0 ? html`<p>${strings.unread}</p>` : html`<ol class="talk">${talk.messages.map(item)}</ol>`}</section>`;
}

/** What a form needs to name its case, and itself. */
export function hiddenFields({ language, progress, typed }: CasePageView, act: string | null): Html {
  const ticket =
    act === null
      ? nothing
      : html`<input type="hidden" name="form" value="${newForm()}"><input type="hidden" name="act" value="${act}">`;
  return html`<input type="hidden" name="lang" value="${language.locale}"><input type="hidden" name="code" value="${progress.caseState.code}"><input type="hidden" name="key" value="${typed.key}">${ticket}`;
}

/** How the citizen saves a file of the conversation. */
export function fileForm(view: CasePageView, { id, name }: FileRef): Html {
  const strings = pageStrings(view.language.locale).case;
  const see = interpolate(strings.photoSee, { name });
  // A script shows photos on their own; their address alone would open them to nobody.
  const photo = /\.(png|jpe?g|webp|gif)$/i.test(name)
    ? html` data-photo="${see}" data-close="${strings.photoClose}"`
    : nothing;
  return html`<form class="file" method="post" action="/cas/fitxer"${photo}>${hiddenFields(view, null)}<input type="hidden" name="file" value="${id}"><button type="submit">${interpolate(strings.fileSee, { name })}</button></form>`;
}

/** Where the citizen writes, and adds a photo. */
export function writeForm(view: CasePageView): Html {
  const { language, talk } = view;
  if (talk === null) return nothing;
  const strings = pageStrings(language.locale).case;
  return html`<form class="act" method="post" action="/cas/acte" enctype="multipart/form-data" id="write">${hiddenFields(view, 'write')}
<label for="text">${strings.write}</label><p id="write-hint">${strings.writeHint}</p>
<textarea id="text" name="text" rows="4" maxlength="${maxTextLength}" aria-describedby="write-hint">${talk.text}</textarea>
<label for="file">${interpolate(strings.file, { mb: String(talk.mb) })}</label>
<input id="file" name="file" type="file" accept="image/png,image/jpeg,image/webp,image/gif,application/pdf">
<button class="button" type="submit">${strings.send}</button></form>`;
}

/** Asks, once, how it went. */
export function rateForm(view: CasePageView): Html {
  const { caseState } = view.progress;
  const mayRate = caseState.status === 'closed' && caseState.rating === null && caseState.mergedInto === null;
  if (view.talk === null || !mayRate || caseState.closed?.reason === 'spam') return nothing;
  const strings = pageStrings(view.language.locale).case;
  const choice = (n: number) => html`<label><input type="radio" name="rating" value="${n}" required> ${n}</label>`;
  return html`<section aria-labelledby="rate"><h2 id="rate">${strings.rate}</h2>
<form class="act" method="post" action="/cas/acte">${hiddenFields(view, 'rate')}
<fieldset><legend>${strings.rateHint}</legend>${[1, 2, 3, 4, 5].map(choice)}</fieldset>
<label for="comment">${strings.comment}</label><textarea id="comment" name="text" rows="2" maxlength="${maxTextLength}"></textarea>
<button class="button" type="submit">${strings.rateSend}</button></form></section>`;
}

/** Closes the case: in two steps, without a script. */
export function withdrawForm(view: CasePageView): Html {
  if (view.talk === null || view.progress.caseState.status === 'closed') return nothing;
  const strings = pageStrings(view.language.locale).case;
  return html`<details class="withdraw"><summary>${strings.withdraw}</summary><p>${strings.withdrawText}</p>
<form method="post" action="/cas/acte">${hiddenFields(view, 'withdraw')}<button class="button second" type="submit">${strings.withdrawSure}</button></form></details>`;
}

/** Lets the citizen be told of answers at their addresses and on their devices, and ends it, also where no more can be asked for. */
export function notifyForm(view: CasePageView): Html {
  const ways = waysToNotify(view);
  if (ways === null || !offersNotify(view)) return nothing;
  const strings = pageStrings(view.language.locale).case.notify;
  return html`<section aria-labelledby="notify"><h2 id="notify">${strings.title}</h2>
${isSaidAtNotify(view) ? actResult(view) : nothing}
${mailForm(view, { mayAsk: ways.mails })}${phoneForm(view, { mayAsk: ways.texts })}${deviceForm(view, ways.pushKey)}</section>`;
}

/** What may be asked for: nothing in a closed case. Null: others read along. */
function waysToNotify({ talk, progress }: CasePageView): Pick<Talk, 'mails' | 'texts' | 'pushKey'> | null {
  if (talk === null) return null;
  return progress.caseState.status === 'closed' ? { mails: false, texts: false, pushKey: null } : talk;
}

function offersNotify(view: CasePageView): boolean {
  const { caseState } = view.progress;
  const ways = waysToNotify(view);
  if (ways === null) return false;
  const hasUpdates =
    contactWays.some((way) => updatesBy(caseState, way) !== null) || (caseState.devices ?? []).length > 0;
  return ways.mails || ways.texts || ways.pushKey !== null || hasUpdates;
}

function mailForm(view: CasePageView, { mayAsk }: { readonly mayAsk: boolean }): Html {
  const { emailUpdates } = view.progress.caseState;
  const strings = pageStrings(view.language.locale).case.notify;
  const isConfirmed = emailUpdates?.confirmed === true;
  const ask = html`<form class="act" method="post" action="/cas/acte">${hiddenFields(view, 'notify')}
<label for="email">${strings.email}</label><p id="email-hint">${strings.hint}</p>
<input id="email" name="email" type="email" maxlength="254" required autocomplete="email" aria-describedby="email-hint">
<button class="button second" type="submit">${strings.ask}</button></form>`;
  const state = html`<p>${isConfirmed ? strings.confirmed : strings.pending}</p>${stopForm(view, 'email', strings.end)}`;
  return html`${emailUpdates == null ? nothing : state}${mayAsk && !isConfirmed ? ask : nothing}`;
}

function stopForm(view: CasePageView, way: ContactWay, label: string): Html {
  return html`<form method="post" action="/cas/acte">${hiddenFields(view, 'stop')}<input type="hidden" name="way" value="${way}"><button class="button second" type="submit">${label}</button></form>`;
}

/** Asks for a number, and then for the code that was sent there. */
function phoneForm(view: CasePageView, { mayAsk }: { readonly mayAsk: boolean }): Html {
  const updates = updatesBy(view.progress.caseState, 'phone');
  const strings = pageStrings(view.language.locale).case.notify;
  if (updates === null && !mayAsk) return nothing;
  if (updates === null)
    return html`<form class="act" method="post" action="/cas/acte">${hiddenFields(view, 'phone')}
<label for="phone">${strings.phone}</label><p id="phone-hint">${strings.phoneHint}</p>
<input id="phone" name="phone" type="tel" maxlength="40" required autocomplete="tel" aria-describedby="phone-hint">
<button class="button second" type="submit">${strings.phoneAsk}</button></form>`;
  const stop = stopForm(view, 'phone', strings.phoneEnd);
  if (updates.confirmed) return html`<p>${strings.phoneConfirmed}</p>${stop}`;
  return html`<form class="act" method="post" action="/cas/acte">${hiddenFields(view, 'code')}
<label for="confirmation">${strings.code}</label><p id="code-hint">${strings.codeHint}</p>
<input id="confirmation" name="confirmation" inputmode="numeric" maxlength="12" required autocomplete="one-time-code" aria-describedby="code-hint">
<button class="button second" type="submit">${strings.codeSend}</button></form>${stop}`;
}

/** A script shows what the browser can do, and fills in how it is reached. `pushKey` null: no device can be added. */
function deviceForm(view: CasePageView, pushKey: string | null): Html {
  const strings = pageStrings(view.language.locale).case.notify;
  const hasUpdates = (view.progress.caseState.devices ?? []).length > 0;
  const fields = ['endpoint', 'p256dh', 'auth'].map((name) => html`<input type="hidden" name="${name}" value="">`);
  const ask = (
    key: string,
  ) => html`<form class="act" method="post" action="/cas/acte" id="device" data-key="${key}" hidden>${hiddenFields(view, 'device')}${fields}
<p id="device-hint">${strings.deviceHint}</p>
<button class="button second" type="submit" aria-describedby="device-hint">${strings.device}</button></form>
<p id="device-denied" role="status" hidden>${strings.deviceDenied}</p>`;
  const end = html`<p>${strings.deviceOn}</p>
<form method="post" action="/cas/acte" id="undevice">${hiddenFields(view, 'undevice')}<button class="button second" type="submit">${strings.deviceEnd}</button></form>`;
  return html`${hasUpdates ? end : nothing}${pushKey === null ? nothing : ask(pushKey)}`;
}

/** A copy to keep. */
export function copyForm(view: CasePageView): Html {
  if (view.talk === null) return nothing;
  const strings = pageStrings(view.language.locale).case;
  return html`<section aria-labelledby="copy"><h2 id="copy">${strings.copy}</h2><p>${strings.copyText}</p>
<form method="post" action="/cas/copia">${hiddenFields(view, null)}<button class="button second" type="submit">${strings.copySave}</button></form></section>`;
}

const newForm = () => randomBytes(16).toString('base64url');
