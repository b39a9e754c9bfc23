import type { Locale } from '../../../core/model/locale.ts';
import type { EndedSurvey, Survey, SurveyAnswers, SurveyQuestion } from '../../../core/model/participation/survey.ts';
import { toPlainText } from '../../../core/render/plainText.ts';
import { createDates } from '../../../core/util/dates.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { type Html, html } from '../../html.ts';
import { drawBar } from '../figures/chart.ts';
import { renderMarkdown } from '../markdown.ts';
import { pageStrings } from '../strings.ts';
import { fieldOf } from './surveyForm.ts';

const none = html``;

/** What the pages of surveys say things by. */
interface ParticipationContext {
  readonly locale: Locale;
  readonly timeZone: string;
  /** Cells below it are not published. */
  readonly smallestCell: number;
}

interface ParticipationView extends ParticipationContext {
  readonly open: readonly Survey[];
  readonly ended: readonly EndedSurvey[];
  /** Where the council runs longer processes; null: nowhere that is known. */
  readonly platform: string | null;
}

/** `/participa`: what can be answered now, and what came of what is over. */
export function participationView({ open, ended, platform, ...context }: ParticipationView): Html {
  const { participation } = pageStrings(context.locale);
  const { locale } = context;
  const link = ({ id, title }: Survey) => html`<a href="/participa/${id}?lang=${locale}">${title[locale]}</a>`;
  const opened = open.map(
    (survey) => html`<li>${link(survey)}<p class="source">${untilText(survey, context)}</p></li>
`,
  );
  const over = ended.map(
    ({ survey, closedAt, results }) => html`<li>${link(survey)}<p class="source">${interpolate(participation.ended, {
      date: createDates(locale, context.timeZone).day(closedAt),
    })} ${totalText(results.total, context)}</p></li>
`,
  );
  return html`<div class="prose guide participation"><h1>${participation.title}</h1>
<p>${participation.intro}</p>
<section aria-labelledby="obertes"><h2 id="obertes">${participation.open}</h2>
${open.length === 0 ? html`<p>${participation.noneOpen}</p>` : html`<ul class="announcements">${opened}</ul>`}</section>
${ended.length === 0 ? none : html`<section aria-labelledby="resultats"><h2 id="resultats">${participation.results}</h2><ul class="announcements">${over}</ul></section>`}
<h2>${participation.moreTitle}</h2>
${renderMarkdown(interpolate(participation.suggest, { lang: locale }))}
${platform === null ? none : renderMarkdown(interpolate(participation.platform, { url: platform }))}</div>`;
}

interface SurveyView extends ParticipationContext {
  readonly survey: Survey;
  readonly ticket: string;
  readonly isChosen: boolean;
  /** What was answered, where the form is shown again. */
  readonly answers: SurveyAnswers;
  readonly fault: SurveyFault | null;
}

export type SurveyFault = 'missing' | 'stale' | 'foreign' | 'busy' | 'over';

/** The form of a survey that is open. */
export function surveyView(view: SurveyView): Html {
  const { survey, locale, ticket, fault } = view;
  const { participation } = pageStrings(locale);
  return html`<div class="prose guide participation">${crumbs(locale)}<h1>${survey.title[locale]}</h1>
${renderMarkdown(survey.terms.intro[locale])}
<p class="source">${untilText(survey, view)}</p>
${fault === null ? none : html`<p class="fault" id="fault" role="alert">${participation.faults[fault]}</p>`}
<form method="post" action="/participa/${survey.id}" class="survey"><input type="hidden" name="form" value="${ticket}">${
    view.isChosen ? html`<input type="hidden" name="lang" value="${locale}">` : none
  }
${survey.questions.map((question) => fieldset(question, view))}
<button class="button" type="submit">${participation.send}</button></form>
${renderMarkdown(survey.terms.once ? participation.onceText : participation.manyText)}
${renderMarkdown(interpolate(participation.privacyText, { least: String(view.smallestCell), chat: `/xat?lang=${locale}` }))}</div>`;
}

function fieldset(question: SurveyQuestion, view: SurveyView): Html {
  const { locale, answers, fault } = view;
  const { participation } = pageStrings(locale);
  const isOpen = question.optional || question.isConditional;
  const isMissing = fault === 'missing' && !isOpen && answers[question.id] === undefined;
  const option = ({ id, title }: SurveyQuestion['options'][number]) =>
    html`<label><input type="radio" name="${fieldOf(question.id)}" value="${id}"${answers[question.id] === id ? html` checked` : none}${isOpen ? none : html` required`}> ${title[locale]}</label>
`;
  return html`<fieldset${isMissing ? html` aria-describedby="fault"` : none}><legend>${toPlainText(question.ask[locale].trim())}${
    isOpen ? html` <span class="optional">${participation.optional}</span>` : none
  }</legend>
${question.options.map(option)}</fieldset>
`;
}

/** What the person reads who answered: what the bot said, or only that it arrived. */
export function thanksView(said: string | null, { id, title }: Survey, locale: Locale): Html {
  const { participation } = pageStrings(locale);
  return html`<div class="prose guide participation">${crumbs(locale)}<h1>${title[locale]}</h1>
<div class="received" role="status">${said === null ? html`<p>${participation.received}</p>` : renderMarkdown(said)}</div>
<p><a href="/participa/${id}?lang=${locale}">${participation.backToSurvey}</a></p></div>`;
}

/** The results of a survey that is over: a table a question, with bars that say the same. */
export function resultsView({ survey, closedAt, results }: EndedSurvey, context: ParticipationContext): Html {
  const { locale, smallestCell } = context;
  const { participation } = pageStrings(locale);
  const date = createDates(locale, context.timeZone).day(closedAt);
  const shown = results.total === null ? [] : survey.questions;
  return html`<div class="prose guide participation figurespage">${crumbs(locale)}<h1>${survey.title[locale]}</h1>
${renderMarkdown(survey.terms.intro[locale])}
<p>${interpolate(participation.ended, { date })} ${totalText(results.total, context)}</p>
${shown.map((question) => questionTable(question, results.questions[question.id], results.total ?? 0, context))}
${renderMarkdown(interpolate(participation.cellsText, { least: String(smallestCell) }))}</div>`;
}

function questionTable(
  question: SurveyQuestion,
  results: EndedSurvey['results']['questions'][string] | undefined,
  total: number,
  { locale }: ParticipationContext,
): Html {
  const { participation } = pageStrings(locale);
  const { cells = {}, others = 0 } = results ?? {};
  // The protected sum does not say which cells are in it: then only those that are shown are named.
  const named = question.options.filter(({ id }) => cells[id] !== undefined || others === 0);
  const rows = [
    ...named.map(({ id, title }) => ({ name: title[locale], count: cells[id] ?? 0 })),
    ...(cells['-'] === undefined ? [] : [{ name: participation.unanswered, count: cells['-'] }]),
    ...(others === 0 ? [] : [{ name: participation.others, count: others }]),
  ];
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const row = ({ name, count }: (typeof rows)[number]) =>
    html`<tr><th scope="row">${name}</th><td>${count}</td><td>${percent.format(total === 0 ? 0 : count / total)}</td><td class="barcell">${drawBar(count, total)}</td></tr>
`;
  return html`<h2>${toPlainText(question.ask[locale].trim())}</h2>
<div class="scrolling" role="region" aria-label="${question.title[locale]}" tabindex="0"><table><thead><tr><th scope="col">${participation.option}</th><th scope="col">${participation.count}</th><th scope="col">${participation.share}</th><td></td></tr></thead>
<tbody>${rows.map(row)}</tbody></table></div>
`;
}

/** The page of a survey that is not there. */
export function unknownSurveyView(locale: Locale): Html {
  const { participation } = pageStrings(locale);
  return html`<div class="prose guide">${crumbs(locale)}<h1>${participation.unknownTitle}</h1><p>${participation.unknown}</p></div>`;
}

function crumbs(locale: Locale): Html {
  return html`<p class="crumbs"><a href="/participa?lang=${locale}">${pageStrings(locale).participation.title}</a></p>`;
}

function untilText({ terms }: Survey, { locale, timeZone }: ParticipationContext): string {
  const dates = createDates(locale, timeZone);
  return interpolate(pageStrings(locale).participation.until, { date: dates.until(terms.until) });
}

function totalText(total: number | null, { locale, smallestCell }: ParticipationContext): string {
  const { participation } = pageStrings(locale);
  if (total === null) return interpolate(participation.fewAnswers, { least: String(smallestCell) });
  if (total === 0) return participation.noAnswers;
  return interpolate(participation.answers, { count: new Intl.NumberFormat(locale).format(total) });
}
