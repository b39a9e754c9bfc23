import type { Locale } from '../../../core/model/locale.ts';
import { createDates } from '../../../core/util/dates.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { type Html, html } from '../../html.ts';
import { renderMarkdown } from '../markdown.ts';
import { pageStrings } from '../strings.ts';
import type { PublicSuggestion, SuggestionsPage } from './suggestions.ts';

interface SuggestionsView extends SuggestionsPage {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly departmentName: (id: string, locale: Locale) => string;
}

const none = html``;

/** `/participa/propostes`: what people proposed, how it stands, and the reasoned reply. */
export function suggestionsView({ shown, next, ...context }: SuggestionsView): Html {
  const { locale } = context;
  const { proposals, participation } = pageStrings(locale);
  const own = interpolate(proposals.own, { chat: `/xat?lang=${locale}`, case: `/cas?lang=${locale}` });
  return html`<div class="prose guide participation"><p class="crumbs"><a href="/participa?lang=${locale}">${participation.title}</a></p>
<h1>${proposals.title}</h1>
<p>${proposals.intro}</p>
${renderMarkdown(own)}
${shown.length === 0 ? html`<p>${proposals.none}</p>` : none}
<ul class="announcements">${shown.map(
    (each) => html`<li>${suggestion(each, context)}</li>
`,
  )}</ul>
${next === null ? none : html`<p><a href="/participa/propostes?lang=${locale}&amp;despres=${String(next)}">${proposals.older}</a></p>`}
<p><a href="/participa/propostes.atom?lang=${locale}" type="application/atom+xml">${proposals.feed}</a></p></div>`;
}

function suggestion(
  { code, text, locale: spoken, department, receivedAt, outcome, answeredAt, reasons }: PublicSuggestion,
  { locale, timeZone, departmentName }: Omit<SuggestionsView, keyof SuggestionsPage>,
): Html {
  const { proposals } = pageStrings(locale);
  const dates = createDates(locale, timeZone);
  const name = departmentName(department, locale);
  const title = text.split('\n', 1)[0] ?? '';
  const short = title.length > 80 ? `${title.slice(0, 79)}…` : title;
  const reply =
    reasons === ''
      ? none
      : html`<h3 class="reply">${proposals.reply}</h3>
<blockquote lang="${spoken}">${reasons.split('\n').map((line) => (line.trim() === '' ? none : html`<p>${line}</p>`))}</blockquote>`;
  return html`<article id="${code}"><h2 lang="${spoken}">${short}</h2>
<p><span class="state ${outcome ?? 'received'}">${proposals[outcome ?? 'received']}</span></p>
${title === text && short === title ? none : html`<div lang="${spoken}">${text.split('\n').map((line) => (line.trim() === '' ? none : html`<p>${line}</p>`))}</div>`}
${reply}
<p class="source">${interpolate(proposals.receivedOn, { date: dates.day(receivedAt), department: name })} ${
    answeredAt === null ? '' : interpolate(proposals.answeredOn, { date: dates.day(answeredAt) })
  }</p></article>`;
}

/** The same for programs that read news (Atom, RFC 4287): a reader follows proposals without saying who they are. */
export function suggestionsFeed(
  { shown, locale }: Pick<SuggestionsView, 'shown' | 'locale'>,
  { url, council, now }: { readonly url: string; readonly council: string; readonly now: number },
): string {
  const { proposals } = pageStrings(locale);
  const page = `${url}/participa/propostes`;
  const newest = shown.length === 0 ? now : Math.max(...shown.map(({ changedAt }) => changedAt));
  const entries = shown.map(({ code, text, outcome, reasons, changedAt }) => {
    const said = [text, `${proposals[outcome ?? 'received']}.`, reasons].filter((part) => part !== '').join('\n\n');
    return html`<entry>
<id>${page}#${code}</id>
<title>${proposals[outcome ?? 'received']}: ${(text.split('\n', 1)[0] ?? '').slice(0, 80)}</title>
<updated>${new Date(changedAt).toISOString()}</updated>
<link rel="alternate" type="text/html" href="${page}?lang=${locale}#${code}"/>
<content type="text">${said}</content>
</entry>
`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>\n${
    html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
<id>${page}</id>
<title>${proposals.title} · ${council}</title>
<updated>${new Date(newest).toISOString()}</updated>
<author><name>${council}</name></author>
<link rel="self" type="application/atom+xml" href="${page}.atom?lang=${locale}"/>
<link rel="alternate" type="text/html" href="${page}?lang=${locale}"/>
${entries}</feed>
`.html
  }`;
}
