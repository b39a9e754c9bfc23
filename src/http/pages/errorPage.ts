import type { ErrorRequestHandler } from 'express';
import { codeOf } from '../../core/model/errors.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { Log } from '../../core/ports/log.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import { html } from '../html.ts';
import { type Frame, renderPage } from './layout.ts';
import { renderMarkdown } from './markdown.ts';
import { languageOf } from './pageLanguage.ts';
import { pageStrings } from './strings.ts';

/** Shows people a plain error page when one of our pages failed; the reason goes to the log. */
export function showProblem(frame: Frame, fallback: Locale, log: Log): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const given = (error as { status?: unknown }).status;
    const status = typeof given === 'number' && given >= 400 && given < 500 ? given : 503;
    if (status === 503) log.error({ code: codeOf(error), error }, 'showing a page failed');
    const { locale } = languageOf(request, request.query.lang, fallback);
    const { common } = pageStrings(locale);
    const main = html`<div class="prose"><h1>${common.problemTitle}</h1>${renderMarkdown(interpolate(common.problem, frame.values(locale)))}</div>`;
    const page = { locale, path: request.path, title: common.problemTitle, description: common.problemTitle, main };
    response
      .status(status)
      .set({ 'Content-Language': locale, 'Cache-Control': 'no-store' })
      .type('html')
      .send(renderPage(frame, { ...page, head: html`` }));
  };
}
