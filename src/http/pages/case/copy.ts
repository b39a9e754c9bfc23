import { createDates } from '../../../core/util/dates.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { html } from '../../html.ts';
import { pageStrings } from '../strings.ts';
import type { CasePageView } from './pageView.ts';
import { talkView } from './talk.ts';
import { caseSummary } from './view.ts';

/** A case as a separate page that anybody can read and print without a network. `proof` null: there is none yet. */
export function caseCopy(view: CasePageView, proof: string | null, now: number): string {
  const { locale } = view.language;
  const strings = pageStrings(locale).case;
  const { code } = view.progress.caseState;
  const heading = interpolate(strings.heading, { code });
  const made =
    view.talk === null
      ? html``
      : html`<p>${interpolate(strings.copyMade, { at: createDates(locale, view.talk.timeZone).moment(now) })}</p>`;
  const style =
    'body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}ol{list-style:none;padding:0}li{margin:0 0 1rem;break-inside:avoid}dt{font-weight:bold}dd{margin:0 0 .5rem}p{margin:.25rem 0;overflow-wrap:anywhere}.plaintext{white-space:pre-wrap}time{opacity:.75}.steps time{display:block}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.8rem}';
  return html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${heading}</title><style>${{ html: style }}</style></head>
<body><h1>${heading}</h1>${made}
${caseSummary(view)}
${talkView(view, ({ name }) => html`<p>${name}</p>`)}
${proof === null ? html`` : html`<section><h2>${strings.proof}</h2><p>${strings.copyProof}</p><pre>${proof}</pre></section>`}</body></html>
`.html;
}
