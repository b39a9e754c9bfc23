import type { Locale } from '../../../core/model/locale.ts';
import type { ErasedPerson, PersonalData, StatementKind } from '../../../core/model/rights/personalData.ts';
import { createDates } from '../../../core/util/dates.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { type Html, html } from '../../html.ts';
import { renderMarkdown } from '../markdown.ts';
import type { PageLanguage } from '../pageLanguage.ts';
import { pageStrings } from '../strings.ts';
import { dataBody } from './document.ts';

const nothing = html``;

/** What opened the page, so that its forms open it again. */
export interface Opened {
  readonly language: PageLanguage;
  readonly code: string;
  readonly key: string;
}

/** What is shown without a key. A script submits it where the address had one. */
export function dataForm({ locale, isChosen }: PageLanguage, fault: 'wrong' | 'busy' | 'held' | null): Html {
  const strings = pageStrings(locale).data;
  return html`<div class="prose"><h1>${strings.title}</h1>
${fault === null ? nothing : html`<p class="fault" role="alert">${strings[fault]}</p>`}
${renderMarkdown(strings.intro)}
<form class="follow" method="post" action="/dades" id="follow" hidden>
${isChosen ? html`<input type="hidden" name="lang" value="${locale}">` : nothing}
<input type="hidden" name="code" value="xat"><input type="hidden" name="key" value="">
<button class="button" type="submit">${strings.show}</button></form></div>`;
}

function hiddenFields({ language, code, key }: Opened): Html {
  return html`<input type="hidden" name="lang" value="${language.locale}">
<input type="hidden" name="code" value="${code}"><input type="hidden" name="key" value="${key}">`;
}

/** What was just done on the page; `empty`: nothing, since nothing was written. */
export type DataBanner =
  | { readonly kind: 'restricted' | 'lifted' | 'empty' }
  | { readonly kind: StatementKind; readonly dueAt: number };

/** Everything that is kept, with what the person can do about it. `mayLift`: whether a restriction is theirs to lift. */
export function dataView(
  opened: Opened,
  data: PersonalData,
  {
    timeZone,
    mayLift,
    done,
  }: { readonly timeZone: string; readonly mayLift: boolean; readonly done: DataBanner | null },
): Html {
  const { locale } = opened.language;
  const strings = pageStrings(locale).data;
  const isHeld = data.conversations.some((each) => each.isHeld);
  const hasMessages = data.conversations.some(({ messages }) => messages.length > 0);
  return html`<div class="prose data"><h1>${strings.title}</h1>${done === null ? nothing : bannerOf(done, locale, timeZone)}${renderMarkdown(strings.shown)}
<div class="rights">
<form method="post" action="/dades/fitxer">${hiddenFields(opened)}<button class="button" type="submit">${strings.save}</button></form>
${hasMessages && !isHeld ? html`<form method="post" action="/dades/esborra">${hiddenFields(opened)}<button class="button second" type="submit">${strings.erase}</button></form>` : nothing}
</div>
${isHeld ? html`<p class="fault">${strings.held}</p>` : nothing}
${dataBody(data, locale, timeZone, () => null)}
${otherRights(opened, data, { mayLift })}
<section><h2>${strings.more}</h2>${renderMarkdown(strings.moreText)}</section></div>`;
}

function bannerOf(done: DataBanner, locale: Locale, timeZone: string): Html {
  const strings = pageStrings(locale).data;
  // The deadline is the end of a day: that day is shown, not the midnight after it.
  const day = 'dueAt' in done ? createDates(locale, timeZone).day(done.dueAt - 1) : '';
  return html`<p class="${done.kind === 'empty' ? 'fault' : 'banner'}" role="${done.kind === 'empty' ? 'alert' : 'status'}">${interpolate(strings.banners[done.kind], { day })}</p>`;
}

/** Correction, restriction and objection, each with what it does. */
function otherRights(opened: Opened, data: PersonalData, { mayLift }: { readonly mayLift: boolean }): Html {
  const strings = pageStrings(opened.language.locale).data;
  const seen = html`<input type="hidden" name="seen" value="${String(data.conversations.at(-1)?.newest ?? 0)}">`;
  const isRestricted = data.conversations.some((each) => each.isRestricted);
  const isOwn = data.conversations.every((each) => !each.isRestricted || each.isOwnRestriction);
  const statement = (kind: StatementKind) => {
    const { title, does, label, action } = strings[kind];
    return html`<section><h2>${title}</h2><p id="${kind}-does">${does}</p>
<form class="state" method="post" action="/dades/afegeix">${hiddenFields(opened)}${seen}<input type="hidden" name="kind" value="${kind}">
<label for="${kind}-text">${label}</label><textarea id="${kind}-text" name="text" rows="3" maxlength="2000" required aria-describedby="${kind}-does"></textarea>
<button class="button second" type="submit">${action}</button></form></section>`;
  };
  const { title, does, action, lift, notYours } = strings.restriction;
  const change = (path: string, text: string) =>
    html`<form method="post" action="${path}">${hiddenFields(opened)}${seen}<button class="button second" type="submit">${text}</button></form>`;
  const button = isRestricted
    ? isOwn && mayLift
      ? change('/dades/permet', lift)
      : html`<p>${notYours}</p>`
    : change('/dades/limita', action);
  return html`${statement('correction')}
<section><h2>${title}</h2><p>${does}</p>${button}</section>
${isRestricted && !mayLift ? nothing : statement('objection')}`;
}

/** Asks before anything is erased: it cannot be undone. */
export function confirmView(opened: Opened, data: PersonalData): Html {
  const { locale } = opened.language;
  const strings = pageStrings(locale).data;
  const own = data.conversations.flatMap((each) => each.messages.filter(({ from }) => from === 'person'));
  const messages = own.length;
  const isOpen = data.conversations.some(({ cases }) => cases.some(({ closedAt }) => closedAt === null));
  return html`<div class="prose data"><h1>${strings.confirmTitle}</h1>
<p>${interpolate(strings.confirm, { n: String(messages) })}</p>
${isOpen ? html`<p>${strings.confirmOpen}</p>` : nothing}${renderMarkdown(strings.stays)}
<div class="rights">
<form method="post" action="/dades/esborra">${hiddenFields(opened)}<input type="hidden" name="sure" value="yes"><button class="button" type="submit">${strings.sure}</button></form>
<form method="post" action="/dades">${hiddenFields(opened)}<button class="button second" type="submit">${strings.back}</button></form>
</div></div>`;
}

/** What the erasure did, as it was checked afterwards. */
export function doneView({ locale }: PageLanguage, erased: ErasedPerson): Html {
  const strings = pageStrings(locale).data;
  const { conversations, messages, files, readable, filesLeft, isCaseOpen } = erased;
  const isDone = readable === 0 && filesLeft === 0;
  const counts = {
    conversations: String(conversations),
    messages: String(messages),
    files: String(files),
    readable: String(readable),
    filesLeft: String(filesLeft),
  };
  return html`<div class="prose data"><h1>${isDone ? strings.doneTitle : strings.undoneTitle}</h1>
<p>${interpolate(isDone ? strings.done : strings.undone, counts)}</p>
${isCaseOpen ? html`<p>${strings.stillAwaited}</p>` : nothing}${renderMarkdown(strings.stays)}</div>`;
}
