import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { CodedError, codeOf } from '../../core/model/errors.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { Log } from '../../core/ports/log.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import { noteRefusal } from '../../core/util/refusal.ts';
import { httpStatusOf } from '../answerErrors.ts';
import { html } from '../html.ts';
import type { Frame } from './layout.ts';
import { renderMarkdown } from './markdown.ts';
import { languageOf } from './pageLanguage.ts';
import { sendUnlisted } from './sendUnlisted.ts';
import { pageStrings } from './strings.ts';

/** What a problem page is rendered with. */
interface ProblemDeps {
  readonly frame: Frame;
  readonly fallback: Locale;
}

/** Shows people in plain words why one of our pages cannot be shown; what failed on our side goes to the log. */
export function showProblem({ frame, fallback, log }: ProblemDeps & { readonly log: Log }): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = httpStatusOf(error);
    if (status >= 500) {
      log.error({ code: codeOf(error), error }, 'showing a page failed');
      return sendProblem(request, response, { frame, fallback, status: 503 });
    }
    noteRefusal(response, status, error instanceof CodedError ? error.code : 'input.invalid');
    sendProblem(request, response, { frame, fallback, status });
  };
}

/**
 * Tells people who follow a wrong address that there is no page, and where they can go on. Programs, which do not ask for HTML
 * first, are answered by what comes after.
 */
export function showNotFound(deps: ProblemDeps): RequestHandler {
  return (request, response, next) => {
    const isPage = request.method === 'GET' || request.method === 'HEAD';
    if (!isPage || request.accepts(['json', 'html']) !== 'html') return next();
    noteRefusal(response, 404, 'route.unknown');
    sendProblem(request, response, { ...deps, status: 404 });
  };
}

const problems: Readonly<Record<number, 'missing' | 'busy' | 'failed'>> = {
  404: 'missing',
  429: 'busy',
  503: 'failed',
};

function sendProblem(
  request: Request,
  response: Response,
  { frame, fallback, status }: ProblemDeps & { readonly status: number },
): void {
  const { locale } = languageOf(request, request.query.lang, fallback);
  const { title, text } = pageStrings(locale).common.problems[problems[status] ?? 'unreadable'];
  const main = html`<div class="prose"><h1>${title}</h1>${renderMarkdown(interpolate(text, frame.values(locale)))}</div>`;
  // The other languages are offered of the front page: what is at this address now may be there at another time.
  const path = status === 404 ? '/' : request.path;
  sendUnlisted(response.status(status), frame, { locale, path, title, description: title, main });
}
