import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { type CaseLinks, type KeyedCode, readCaseCode } from '../../core/cases/caseLinks.ts';
import type { NotifyLinks } from '../../core/cases/rights/notifyLinks.ts';
import type { Waiting } from '../../core/cases/waiting.ts';
import type { Engine } from '../../core/engine/engine.ts';
import type { Device } from '../../core/model/commit.ts';
import { type ContactChoice, updatesBy } from '../../core/model/contact/contact.ts';
import type { CallingCode } from '../../core/model/contact/mobileNumber.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { CompiledProtocol } from '../../core/model/protocol.ts';
import type { CaseIndex, CaseRow } from '../../core/ports/caseIndex.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { FileStore } from '../../core/ports/files.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Limit } from '../../core/ports/limit.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import { addressKey } from '../../core/util/addressKey.ts';
import { type FileType, fileTypeOf, media } from '../../core/util/fileType.ts';
import type { Html } from '../html.ts';
import { sendToKeep } from '../sendToKeep.ts';
import { actOf, readSentAct, sealedWith } from './case/act.ts';
import { readProgress } from './case/caseProgress.ts';
import { readCaseConversation } from './case/conversation.ts';
import { caseCopy } from './case/copy.ts';
import { type CaseFault, caseForm, readTyped, type Typed } from './case/form.ts';
import type { CasePageView, Talk } from './case/pageView.ts';
import { caseView } from './case/view.ts';
import { sendKeyedPage } from './keyedPage.ts';
import type { Frame } from './layout.ts';
import { type PageLanguage, sentLanguage } from './pageLanguage.ts';
import { pageStrings } from './strings.ts';

/** Limits on what citizens may ask of the page. */
interface CasePageLimits {
  /** Counts an address's attempts with a wrong key. A right one is given back. */
  readonly wrongKeys: Limit;
  /** Counts how often a case is viewed. Only a person with its key can use this up. */
  readonly views: Limit['allow'];
}

export interface CasePageDeps {
  readonly frame: Frame;
  /** Address of the script that sends the key of a link. */
  readonly script: string;
  /** Address of the script by which a browser subscribes to be told of answers. */
  readonly pushScript: string;
  /** Language of the page for a browser that accepts none of ours. */
  readonly fallback: Locale;
  readonly tenant: string;
  readonly links: Pick<CaseLinks, 'isKey'> & Partial<Pick<NotifyLinks, 'readNotifyLink'>>;
  readonly cases: Pick<CaseIndex, 'byCode'>;
  /** How long the citizen of a case may have to wait. */
  readonly waitOf: (row: CaseRow) => Promise<Waiting>;
  readonly journal: Pick<Journal, 'read'>;
  /**
   * The proof that a case is in the public log, as a file; null where it is not yet. Absent: there is no public log.
   */
  readonly proofOf?: ((row: CaseRow) => Promise<string | null>) | undefined;
  /** The texts of the current protocol. */
  readonly protocol: () => CompiledProtocol;
  readonly limits: CasePageLimits;
  readonly clock: Clock;
  /** The cases that the browser of a request remembers. */
  readonly remembered: (request: Request) => readonly KeyedCode[];
  /** The conversation of private cases, to read and to go on with; absent: the page shows none. */
  readonly talk?: CaseTalkDeps;
}

/** How people are told on a device by its browser. */
export interface CasePushDeps {
  /** By what browsers know us, base64url. */
  readonly publicKey: string;
  /** Whether what a browser gave is a subscription that we send to. */
  accepts(device: Pick<Device, 'endpoint' | 'p256dh' | 'auth'>): boolean;
}

export interface CaseTalkDeps {
  readonly sealer: Pick<Sealer, 'open'>;
  readonly files: FileStore;
  readonly fromCasePage: Engine['fromCasePage'];
  readonly timeZone: () => string;
  readonly upload: { readonly bytes: number; readonly types: readonly FileType[] };
  /** Counts what one address sends, before it is read. */
  readonly sendings: Limit['allow'];
  /** Whether the service can send e-mails to people. */
  readonly mails: boolean;
  /** Countries to whose mobile numbers it can send text messages; empty: to none. */
  readonly textsTo: readonly CallingCode[];
  /** Telling people on their devices; null: nobody is. */
  readonly push: CasePushDeps | null;
  /** Counts what is done in one case. */
  readonly acts: Limit['allow'];
}

/**
 * `/cas`: the citizen's page of a case. The key in the receipt opens it: typed, or sent by a script from behind the `#`
 * of the receipt's link, because it must never be in an address that a server or a log sees. Without the right key the
 * page reveals nothing, not even whether there is such a case. With it the citizen reads what was said, writes, adds a
 * photo, closes the case, rates it and saves a copy.
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
      sendToKeep(response, { name: `${row.case.code}.tlog-proof`, type: 'text/plain; charset=utf-8', body: proof });
    });
  });

  if (deps.talk !== undefined) addTalk(deps.talk);

  router.post(['/cas', '/cas/:code'], readForm, async (request, response) => {
    await openCase(request, response, request.params.code, (row, { language, typed }) =>
      showCase(response, language, row, typed),
    );
  });

  /** What its citizen does in a case: writes, closes it, rates it, saves it. */
  function addTalk(talk: CaseTalkDeps): void {
    const readFile = express.raw({ type: 'multipart/form-data', limit: talk.upload.bytes + 65_536 });
    const countSendings: RequestHandler = async (request, response, next) => {
      const { ok, retryAfter } = await talk.sendings(addressKey(request.ip));
      if (ok) return next();
      response.set('Retry-After', String(retryAfter));
      show(response, chosenLanguage(request), { code: '', key: '' }, 429, 'busy');
    };

    router.post('/cas/acte', countSendings, readFile, readForm, async (request, response) => {
      const sent = await readSentAct(request);
      if (sent === null) return show(response, chosenLanguage(request), { code: '', key: '' }, 400, 'wrong');
      request.body = { code: sent.code, key: sent.key, lang: sent.lang };
      await openCase(request, response, null, async (row, { language, typed }) => {
        const refuse = (status: number, fault: Talk['fault']) =>
          showCase(response.status(status), language, row, typed, {
            fault,
            text: sent.act === 'write' ? sent.text : '',
          });
        if (row.case.surface === 'public') return show(response, language, typed, 404, 'wrong');
        const { ok, retryAfter } = await talk.acts(row.case.code);
        if (!ok) {
          response.set('Retry-After', String(retryAfter));
          return show(response, language, typed, 429, 'busy');
        }
        const { conversation, case: caseState, tenant } = row;
        const { code } = caseState;
        const accepts = talk.push?.accepts ?? (() => false);
        const given = { code, conversation, store: talk.files, limits: talk.upload, accepts };
        const wanted = await actOf(sent, {
          ...given,
          withdrawn: pageStrings(language.locale).case.withdrawSaid,
          choice: caseState,
          textsTo: talk.textsTo,
        });
        if (typeof wanted === 'string') return refuse(400, wanted);
        const { act, content } = wanted;
        const id = sent.form;
        const inbound = content === null ? null : { id, content, localeHint: language.locale };
        try {
          const where = sealedWith(act, sent, { locale: language.locale, textsTo: talk.textsTo });
          await talk.fromCasePage({ tenant, conversation, case: code, act, id, inbound, ...where });
        } catch (error) {
          if (error instanceof CodedError && (error.code === 'case.step' || error.code === 'case.unknown'))
            return refuse(409, 'step');
          if (error instanceof CodedError && error.code === 'rate.limited') return refuse(429, 'codes');
          throw error;
        }
        const now = (await deps.cases.byCode(deps.tenant, code)) ?? row;
        const fault = act.kind === 'code' ? codeFault(now.case) : null;
        await showCase(response, language, now, typed, fault === null ? { done: sent.act } : { fault });
      });
    });

    router.post('/cas/copia', readForm, async (request, response) => {
      await openCase(request, response, null, async (row, { language, typed }) => {
        const view = await viewOf(language, row, typed, {});
        const proof = (await deps.proofOf?.(row)) ?? null;
        const body = caseCopy(view, proof, deps.clock());
        sendToKeep(response, { name: `${row.case.code}.html`, type: 'html', body });
      });
    });

    router.post('/cas/fitxer', readForm, async (request, response) => {
      const id = String((request.body as { file?: unknown } | undefined)?.file ?? '');
      await openCase(request, response, null, async (row, { language, typed }) => {
        const view = await viewOf(language, row, typed, {});
        const message = view.talk?.messages.find(({ files }) => files.some((file) => file.id === id));
        const file = message?.files.find((each) => each.id === id);
        const bytes = message && file ? await talk.files.open(message.conversation, file.id) : null;
        const type = bytes && fileTypeOf(bytes);
        if (!file || !bytes || !type) return showCase(response.status(404), language, row, typed, { fault: 'step' });
        sendToKeep(response, { name: file.name, type: media[type].type, body: Buffer.from(bytes) });
      });
    });
  }

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
    send(response, language, typed, caseForm(language, typed, fault, deps.remembered(response.req)));
  }

  async function showCase(
    response: Response,
    language: PageLanguage,
    row: CaseRow,
    typed: Typed,
    after: Partial<Pick<Talk, 'done' | 'fault' | 'text'>> = {},
  ): Promise<void> {
    send(response, language, typed, caseView(await viewOf(language, row, typed, after)));
  }

  async function viewOf(
    language: PageLanguage,
    row: CaseRow,
    typed: Typed,
    after: Partial<Pick<Talk, 'done' | 'fault' | 'text'>>,
  ): Promise<CasePageView> {
    const progress = await readProgress(deps.journal, row);
    const isWaiting = progress.progress === 'waiting';
    const wait = isWaiting ? await deps.waitOf({ ...row, case: progress.caseState }) : null;
    const offersProof = deps.proofOf !== undefined;
    const talk =
      deps.talk === undefined || row.case.surface === 'public'
        ? null
        : {
            messages: await readCaseConversation({ journal: deps.journal, sealer: deps.talk.sealer }, row),
            timeZone: deps.talk.timeZone(),
            mb: Math.floor(deps.talk.upload.bytes / 1_048_576),
            mails: deps.talk.mails,
            texts: deps.talk.textsTo.length > 0,
            pushKey: deps.talk.push?.publicKey ?? null,
            done: after.done ?? null,
            fault: after.fault ?? null,
            text: after.text ?? '',
          };
    const protocol = deps.protocol();
    const { department } = progress.caseState;
    const now = deps.clock();
    const attention =
      progress.progress === 'closed' || progress.progress === 'answered'
        ? null
        : { ...protocol.attention({ id: row.account, department, hours: null }, now), now };
    return { language, progress, wait, attention, protocol, typed, offersProof, talk };
  }

  function send(response: Response, language: PageLanguage, typed: Typed, main: Html): void {
    const { title, description } = pageStrings(language.locale).case;
    const code = readCaseCode(typed.code);
    const path = code === null ? '/cas' : `/cas/${code}`;
    const script = deps.talk?.push ? { script: deps.pushScript } : {};
    sendKeyedPage(response, language, deps, { path, title, description, main, ...script });
  }

  return router;
}

/** What is wrong with a code that somebody wrote, by what their number became; null: nothing. */
function codeFault(choice: ContactChoice): 'code' | 'codeGone' | null {
  const updates = updatesBy(choice, 'phone');
  if (updates === null) return 'codeGone';
  return updates.confirmed ? null : 'code';
}
