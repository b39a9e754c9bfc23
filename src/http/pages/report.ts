import { type Request, type RequestHandler, type Response, Router } from 'express';
import ca from '../../../locales/ca.json' with { type: 'json' };
import en from '../../../locales/en.json' with { type: 'json' };
import es from '../../../locales/es.json' with { type: 'json' };
import { editors, hasRole, leaders } from '../../core/cases/policy.ts';
import type { Readings } from '../../core/journal/staffReadings.ts';
import { overseers, type StaffDirectory, type StaffRole } from '../../core/model/agent.ts';
import { CodedError, codeOf } from '../../core/model/errors.ts';
import type { Locale, Localised } from '../../core/model/locale.ts';
import type { ReportDesk } from '../../core/model/reports/monthlyReport.ts';
import type { Knowledge } from '../../core/ports/knowledge.ts';
import type { Limit } from '../../core/ports/limit.ts';
import { formReader, formRefusal } from '../auth/formReader.ts';
import { agentOf, signedInOf } from '../auth/guard.ts';
import { forStaff } from './forStaff.ts';
import type { Frame } from './layout.ts';
import { localeFor, sentLanguage } from './pageLanguage.ts';
import { monthAndYear, type ReportView, reportMain } from './report/view.ts';
import { sendUnlisted } from './sendUnlisted.ts';
import { pageStrings } from './strings.ts';

const path = '/console/informe';
const readers: readonly StaffRole[] = [...new Set([...overseers, ...editors])];
const writers: readonly StaffRole[] = [...new Set([...leaders, ...editors])];
const kindNames: Localised<Readonly<Record<string, string>>> = {
  ca: ca.console.kinds,
  es: es.console.kinds,
  en: en.console.kinds,
};

export interface ReportPageDeps {
  readonly frame: Frame;
  readonly fallback: Locale;
  readonly tenant: string;
  readonly reports: ReportDesk;
  readonly readings: Pick<Readings, 'note'>;
  readonly directory: Pick<StaffDirectory, 'find'>;
  /** The name of an account; its id where it is unknown. */
  readonly accountName: (id: string) => string;
  readonly knowledge: () => Knowledge;
  readonly timeZone: () => string;
  readonly baseUrl: (request: Request) => string;
  /** Counts a look of a session, and a form of an address: whether it is within the limit. */
  readonly allow: Limit['allow'];
}

/** `/console/informe`: the report of each month, to be read, commented and printed, as a page without a script. */
export function createReportPage(deps: ReportPageDeps): Router {
  const { frame, fallback, reports, readings, knowledge, allow } = deps;
  const router = Router();
  const guards: readonly RequestHandler[] = [
    forStaff({ roles: readers, frame, fallback }),
    async (_request, response, next) => {
      const { ok, retryAfter } = await allow(signedInOf(response).session);
      if (ok) return next();
      response.set('Retry-After', String(retryAfter));
      throw new CodedError('rate.limited', 'Too many requests. Wait a moment and try again.');
    },
  ];

  router.get(path, ...guards, (request, response) => show(request, response, request.query.mes, null));

  router.post(
    `${path}/comentari`,
    ...guards,
    forStaff({ roles: writers, frame, fallback }),
    formReader({ baseUrl: deps.baseUrl, allow }),
    async (request, response) => {
      const { mes, text, lang } = (request.body ?? {}) as Readonly<Record<string, unknown>>;
      const words = typeof text === 'string' ? text.toWellFormed().replace(/\r\n?/g, '\n') : '';
      if (formRefusal(response) !== null) return show(request, response, mes, { text: words, why: 'foreign' });
      try {
        await reports.comment(monthOf(mes) ?? '', words, agentOf(response).id);
      } catch (error) {
        if (codeOf(error) !== 'monthly-report.comment') throw error;
        return show(request, response.status(400), mes, { text: words, why: 'comment' });
      }
      const language = typeof lang === 'string' ? `&lang=${encodeURIComponent(lang)}` : '';
      response.redirect(303, `${path}?mes=${monthOf(mes)}${language}#comentaris`);
    },
  );

  async function show(
    request: Request,
    response: Response,
    asked: unknown,
    refused: ReportView['refused'],
  ): Promise<void> {
    const { agent, session } = signedInOf(response);
    const locale = localeFor(sentLanguage(request, fallback), agent);
    const months = await reports.months();
    // The one that ended last, where there is one.
    const month = monthOf(asked) ?? months[1] ?? months[0] ?? '';
    const shown = await reports.read(month);
    await readings.note({ by: agent.id, what: 'report', code: null, file: null }, session);
    const authors = [...new Set((shown?.comments ?? []).map(({ by }) => by))];
    const found = await Promise.all(authors.map((by) => deps.directory.find(deps.tenant, by)));
    const { protocol, entry } = knowledge();
    const main = reportMain({
      locale,
      timeZone: deps.timeZone(),
      path,
      months,
      month,
      shown,
      mayComment: hasRole(agent, writers),
      refused,
      accountName: deps.accountName,
      departmentName: (id) => protocol.department(id, locale),
      serviceName(id) {
        const known = entry(id);
        return known?.kind === 'faq' ? known.title[locale] : null;
      },
      kindName: (id) => kindNames[locale][id] ?? id,
      agentName: (id) => found.find((each) => each?.id === id)?.name ?? pageStrings(locale).report.gone,
    });
    const { title } = pageStrings(locale).report;
    const name = month === '' ? title : `${title}: ${monthAndYear(month, locale)}`;
    sendUnlisted(response, frame, { locale, path, title: name, description: title, main });
  }

  return router;
}

function monthOf(given: unknown): string | null {
  return typeof given === 'string' && /^20\d\d-(?:0[1-9]|1[0-2])$/.test(given) ? given : null;
}
