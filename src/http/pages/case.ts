import express, { type Request, type Response, Router } from 'express';
import { type CaseLinks, readCaseCode } from '../../core/cases/caseLinks.ts';
import type { Waiting } from '../../core/cases/waiting.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { CompiledProtocol } from '../../core/model/protocol.ts';
import type { CaseIndex, CaseRow } from '../../core/ports/caseIndex.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Limit } from '../../core/ports/limit.ts';
import { addressKey } from '../../core/util/addressKey.ts';
import type { Html } from '../html.ts';
import { type CaseFault, caseForm, readTyped, type Typed } from './case/form.ts';
import { readProgress } from './case/progress.ts';
import { caseView } from './case/view.ts';
import { sendKeyedPage } from './keyedPage.ts';
import { type PageLanguage, sentLanguage } from './language.ts';
import type { Frame } from './layout.ts';
import { pageStrings } from './strings.ts';

/** Limits on what citizens may ask of the page. */
export interface CasePageLimits {
  /** Counts an address's attempts with a wrong key. A right one is given back. */
  readonly wrongKeys: Limit;
  /** Counts how often a case is viewed. Only a person with its key can use this up. */
  readonly views: Limit['allow'];
}

export interface CasePageDeps {
  readonly frame: Frame;
  /** Address of the script that sends the key of a link. */
  readonly script: string;
  /** Language of the page for a browser that accepts none of ours. */
  readonly fallback: Locale;
  readonly tenant: string;
  readonly links: Pick<CaseLinks, 'isKey'>;
  readonly cases: Pick<CaseIndex, 'byCode'>;
  /** How long the citizen of a case may have to wait. */
  readonly waitOf: (row: CaseRow) => Promise<Waiting>;
  readonly journal: Pick<Journal, 'read'>;
  /**
   * The proof that a case is in the public log, as a file; null where it is not yet. Left out: there is no public log.
   */
  readonly proofOf?: ((row: CaseRow) => Promise<string | null>) | undefined;
  /** The texts of the current protocol. */
  readonly protocol: () => CompiledProtocol;
  readonly limits: CasePageLimits;
}

/**
 * `/cas`: the citizen's page of a case. The key in the receipt opens it: typed, or sent by a script from behind the `#`
 * of the receipt's link, because it must never be in an address that a server or a log sees. Without the right key the
 * page reveals nothing, not even whether there is such a case.
 */
export function createCasePage(deps: CasePageDeps): Router {
  const { limits } = deps;
  const router = Router();
  const readForm = express.urlencoded({ extended: false, limit: '4kb', parameterLimit: 10 });

  router.get(['/cas', '/cas/:code'], (request, response) => {
    const language = chosenLanguage(request);
    show(response, language, readTyped(null, request.params.code), 200, null);
  });

  router.post(['/cas/prova'], readForm, async (request, response) => {
    await openCase(request, response, null, async (row, { language, typed }) => {
      const proof = (await deps.proofOf?.(row)) ?? null;
      if (proof === null) return show(response, language, typed, 404, 'unproven');
      const type = 'text/plain; charset=utf-8';
      response
        .set({
          'Cache-Control': 'no-store',
          'Content-Disposition': `attachment; filename="${row.case.code}.tlog-proof"`,
        })
        .type(type)
        .send(proof);
    });
  });

  router.post(['/cas', '/cas/:code'], readForm, async (request, response) => {
    await openCase(request, response, request.params.code, (row, { language, typed }) =>
      showCase(response, language, row, typed),
    );
  });

  /** Finds the case whose key was sent, and goes on with it; says why not otherwise. */
  async function openCase(
    request: Request,
    response: Response,
    inAddress: unknown,
    goOn: (row: CaseRow, given: { readonly language: PageLanguage; readonly typed: Typed }) => Promise<void> | void,
  ): Promise<void> {
    const language = chosenLanguage(request);
    const typed = readTyped(request.body, inAddress);
    const code = readCaseCode(typed.code);
    const address = addressKey(request.ip);
    const busy = (retryAfter: number) => {
      response.set('Retry-After', String(retryAfter));
      return show(response, language, typed, 429, 'busy');
    };
    // Counted before the key is checked, so that many attempts at once cannot pass the limit. It is not counted by
    // case: otherwise guessing at one would lock its citizen out, and 60 bits cannot be guessed from many addresses
    // either.
    const attempt = await limits.wrongKeys.allow(address);
    if (!attempt.ok) return busy(attempt.retryAfter);
    if (code === null || !deps.links.isKey(code, typed.key)) return show(response, language, typed, 404, 'wrong');
    await limits.wrongKeys.giveBack(address);
    const view = await limits.views(code);
    if (!view.ok) return busy(view.retryAfter);
    // A wrong key is rejected without looking whether the case exists, so that both take the same time.
    const row = await deps.cases.byCode(deps.tenant, code);
    if (row === null) return show(response, language, typed, 404, 'wrong');
    await goOn(row, { language, typed });
  }

  const chosenLanguage = (request: Request): PageLanguage => sentLanguage(request, deps.fallback);

  function show(
    response: Response,
    language: PageLanguage,
    typed: Typed,
    status: number,
    fault: CaseFault | null,
  ): void {
    response.status(status);
    send(response, language, typed, caseForm(language, typed, fault));
  }

  async function showCase(response: Response, language: PageLanguage, row: CaseRow, typed: Typed): Promise<void> {
    const progress = await readProgress(deps.journal, row);
    const isWaiting = progress.progress === 'waiting';
    const wait = isWaiting ? await deps.waitOf({ ...row, case: progress.caseState }) : null;
    const offersProof = deps.proofOf !== undefined;
    const view = { language, progress, wait, protocol: deps.protocol(), typed, offersProof };
    send(response, language, typed, caseView(view));
  }

  function send(response: Response, language: PageLanguage, typed: Typed, main: Html): void {
    const { title, description } = pageStrings(language.locale).case;
    const code = readCaseCode(typed.code);
    const path = code === null ? '/cas' : `/cas/${code}`;
    sendKeyedPage(response, language, deps, { path, title, description, main });
  }

  return router;
}
