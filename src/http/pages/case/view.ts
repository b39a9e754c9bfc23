import type { Waiting } from '../../../core/cases/waiting.ts';
import type { CaseDeadline } from '../../../core/model/case.ts';
import type { Locale } from '../../../core/model/locale.ts';
import type { CompiledProtocol } from '../../../core/model/protocol.ts';
import { contracted } from '../../../core/util/contracted.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { type Html, html } from '../../html.ts';
import { renderMarkdown } from '../markdown.ts';
import { pageStrings } from '../strings.ts';
import type { Step } from './caseProgress.ts';
import type { CasePageView } from './pageView.ts';
import {
  actResult,
  copyForm,
  fileForm,
  isSaidAtNotify,
  notifyForm,
  rateForm,
  talkView,
  withdrawForm,
  writeForm,
} from './talk.ts';

const nothing = html``;

/** The status of a case, what was said in it, its deadlines and its history: everything that its citizen may know. */
export function caseView(view: CasePageView): Html {
  const { language, progress, talk } = view;
  const { locale } = language;
  const strings = pageStrings(locale).case;
  const { caseState } = progress;
  const named = naming(view);
  return html`<div class="prose case"><h1>${named(strings.heading)}</h1>
${isSaidAtNotify(view) ? nothing : actResult(view)}
<div class="progress ${progress.progress}"><p><strong>${strings.progress[progress.progress]}</strong></p>
${renderMarkdown(named(explanation(view)))}
${view.wait === null ? nothing : waitText(view.wait, strings, locale)}${attentionText(view)}</div>
${rateForm(view)}
${talkView(view, (file) => fileForm(view, file))}
${writeForm(view)}
${notifyForm(view)}
${caseFacts(view)}
${withdrawForm(view)}
<section aria-labelledby="more"><h2 id="more">${strings.more}</h2>${renderMarkdown(talk === null ? strings.moreText : strings.moreTalk)}</section>
${copyForm(view)}
${caseState.surface === 'private' ? dataForm(view) : nothing}
${view.offersProof ? proofForm(view) : nothing}
<form method="post" action="/cas" id="again">
${language.isChosen ? html`<input type="hidden" name="lang" value="${locale}">` : nothing}
<input type="hidden" name="code" value="${caseState.code}"><input type="hidden" name="key" value="${view.typed.key}">
<button class="button second" type="submit">${strings.refresh}</button></form></div>`;
}

/** What its status means; where what was said is on the page, it is gone on with there. */
function explanation({ language, progress: { progress }, talk }: CasePageView): string {
  const { explained, explainedHere } = pageStrings(language.locale).case;
  const here: Partial<Record<typeof progress, string>> = explainedHere;
  return (talk === null ? undefined : here[progress]) ?? explained[progress];
}

/** How it stands, its deadlines and its history, for a copy. */
export function caseSummary(view: CasePageView): Html {
  const { progress } = view.progress;
  return html`<p><strong>${pageStrings(view.language.locale).case.progress[progress]}</strong></p>${caseFacts(view)}`;
}

/** Who answers, by when, and what happened. */
function caseFacts(view: CasePageView): Html {
  const { language, progress: found, protocol } = view;
  const { locale } = language;
  const strings = pageStrings(locale).case;
  const { caseState, progress, steps } = found;
  const department = protocol.department(caseState.department, locale);
  const administrativeSilence =
    progress === 'closed' ? null : protocol.administrativeSilence(caseState.administrativeSilence, locale);
  return html`<dl>
<div><dt>${strings.department}</dt><dd>${department}</dd></div>
${deadlineItem(strings.first, caseState.first, view)}
${deadlineItem(strings.resolution, caseState.resolution, view)}
${administrativeSilence === null ? nothing : html`<div><dt>${strings.administrativeSilence}</dt><dd>${renderMarkdown(administrativeSilence)}</dd></div>`}
</dl>
<section aria-labelledby="steps"><h2 id="steps">${strings.steps}</h2>
<ol class="steps">${steps.map((step) => stepItem(step, view))}</ol></section>`;
}

function naming({ language: { locale }, progress: { caseState }, protocol }: CasePageView): (text: string) => string {
  const values = { department: protocol.theDepartment(caseState.department, locale), code: caseState.code };
  return (text) => contracted(interpolate(text, values), locale);
}

/** The way to everything that is kept of the conversation. */
function dataForm({ language, progress, typed }: CasePageView): Html {
  const { locale } = language;
  const strings = pageStrings(locale).case;
  return html`<section aria-labelledby="data"><h2 id="data">${strings.data}</h2><p>${strings.dataText}</p>
<form method="post" action="/dades"><input type="hidden" name="lang" value="${locale}">
<input type="hidden" name="code" value="${progress.caseState.code}"><input type="hidden" name="key" value="${typed.key}">
<button class="button second" type="submit">${strings.dataShow}</button></form></section>`;
}

/** The proof that the case was entered in the public log, as a file. */
function proofForm({ language, progress, typed }: CasePageView): Html {
  const { locale } = language;
  const strings = pageStrings(locale).case;
  return html`<section aria-labelledby="proof"><h2 id="proof">${strings.proof}</h2>${renderMarkdown(strings.proofText)}
<form method="post" action="/cas/prova"><input type="hidden" name="lang" value="${locale}">
<input type="hidden" name="code" value="${progress.caseState.code}"><input type="hidden" name="key" value="${typed.key}">
<button class="button second" type="submit">${strings.proofSave}</button></form></section>`;
}

type Strings = ReturnType<typeof pageStrings>['case'];

/** Position in the queue, and how long others waited, as far as both are known. */
function waitText({ position, usually }: Waiting, strings: Strings, locale: Locale): Html {
  const queuePosition =
    position === 1 ? strings.next : interpolate(strings.position, { before: String((position ?? 1) - 1) });
  return html`${position === null ? nothing : html`<p>${queuePosition}</p>`}
${usually === null ? nothing : html`<p>${interpolate(strings.usually, { time: lengthOf(usually, locale) })}</p>`}`;
}

/** Whether somebody is there, and when they will be. */
function attentionText({ attention, protocol, language: { locale } }: CasePageView): Html {
  if (attention === null) return nothing;
  const strings = pageStrings(locale).case;
  const { open, until, now } = attention;
  const text = open
    ? interpolate(strings.attendedUntil, { time: protocol.clock(until, locale) })
    : interpolate(strings.attendedFrom, { opening: protocol.opening(until, now, locale) });
  return html`<p>${text}</p>`;
}

/** A duration in whole hours, or in days from two days on. */
function lengthOf(milliseconds: number, locale: Locale): string {
  const hours = Math.max(1, Math.round(milliseconds / 3_600_000));
  const [amount, unit] = hours < 48 ? [hours, 'hour'] : [Math.round(hours / 24), 'day'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
}

/** A deadline, and whether it was met. A deadline that a closed case no longer needs is left out. */
function deadlineItem(
  name: string,
  deadline: CaseDeadline | null,
  { language, progress, protocol }: CasePageView,
): Html {
  const { locale } = language;
  const strings = pageStrings(locale).case;
  if (deadline === null) return nothing;
  const until = protocol.until(deadline.dueAt, locale);
  const sources = protocol.citesOf(deadline.id);
  const cites =
    sources.length === 0
      ? nothing
      : html` <span class="cites">${interpolate(strings.cites, { cites: sources.join(', ') })}</span>`;
  if (deadline.metAt !== null) {
    const met = interpolate(deadline.breached ? strings.metLate : strings.met, {
      day: protocol.moment(deadline.metAt, locale),
    });
    return html`<div><dt>${name}</dt><dd>${met}${cites}</dd></div>`;
  }
  if (progress.caseState.status === 'closed') return nothing;
  return html`<div><dt>${name}</dt><dd>${interpolate(deadline.breached ? strings.late : strings.until, { until })}${cites}</dd></div>`;
}

function stepItem(step: Step, { language, protocol }: CasePageView): Html {
  const { locale } = language;
  const time = html`<time datetime="${new Date(step.at).toISOString()}">${protocol.moment(step.at, locale)}</time>`;
  return html`<li><span>${stepText(step, pageStrings(locale).case, protocol, locale)}</span>${time}</li>`;
}

function stepText(step: Step, strings: Strings, protocol: CompiledProtocol, locale: Locale): string {
  switch (step.kind) {
    case 'moved':
      return contracted(
        interpolate(strings.moved, { department: protocol.theDepartment(step.department, locale) }),
        locale,
      );
    case 'merged':
      return interpolate(strings.merged, { into: step.into });
    case 'rated':
      return interpolate(strings.rated, { rating: String(step.rating) });
    case 'closed':
      return strings.closed[step.reason];
    default:
      return strings.happened[step.kind];
  }
}
