import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type { TranscriptTurn } from '../../../core/journal/transcript.ts';
import { fileTypeOf, media } from '../../../core/util/fileType.ts';
import { sendToKeep } from '../../sendToKeep.ts';
import type { PageLanguage } from '../pageLanguage.ts';
import { receiptName } from '../receipts/view.ts';
import { proofType } from '../receipts.ts';
import { pageStrings } from '../strings.ts';
import { filesIn } from './files.ts';
import { type FormFault, readSent } from './form.ts';
import { transcriptText } from './transcriptText.ts';

export interface SavingDeps {
  /** Address of the chat. */
  readonly path: string;
  /** The conversation that the browser's cookie names. */
  readonly conversationOf: (request: Request) => string | null;
  /** Whether a form is ours, and of this conversation. */
  readonly isOwnForm: (request: Request, conversation: string) => boolean;
  /** Counts one reading or one file. `retryAfter`: whole seconds until the next one is within the limit of its kind. */
  readonly count: (
    kind: 'read' | 'file',
    request: Request,
    conversation: string,
  ) => Promise<{ readonly ok: boolean; readonly retryAfter: number }>;
  readonly turnsOf: (conversation: string) => Promise<readonly TranscriptTurn[]>;
  readonly openFile: (conversation: string, file: string) => Promise<Uint8Array | null>;
  /** The proof of an answer, as a file; null where it is not in the public log. */
  readonly prove: (conversation: string, revision: number) => Promise<string | null>;
  /** The town's time zone, a name of the IANA list. */
  readonly timeZone: () => string;
  readonly languageOf: (request: Request) => PageLanguage;
  /** Shows the chat, and why there is nothing to save. */
  readonly refuse: (response: Response, fault: FormFault, conversation: string | null) => Promise<void>;
}

/** Adds what people may save of their conversation: its text, the proof of an answer, and each of its files. */
export function addSaving(router: Router, deps: SavingDeps): void {
  const { path, refuse } = deps;
  const readForm = express.urlencoded({ extended: false, limit: '4kb', parameterLimit: 10 });

  /** Saves for whose conversation it is, within the limit of its kind. */
  const saving =
    (
      kind: 'read' | 'file',
      isTheirs: (request: Request, conversation: string) => boolean,
      save: (request: Request, response: Response, conversation: string) => Promise<void>,
    ): RequestHandler =>
    async (request, response) => {
      const conversation = deps.conversationOf(request);
      if (conversation === null || !isTheirs(request, conversation)) return refuse(response, 'stale', conversation);
      const { ok, retryAfter } = await deps.count(kind, request, conversation);
      if (ok) return save(request, response, conversation);
      response.set('Retry-After', String(retryAfter));
      await refuse(response, 'busy', conversation);
    };

  const saveText = saving('read', deps.isOwnForm, async (request, response, conversation) => {
    const { locale } = deps.languageOf(request);
    const { chat } = pageStrings(locale);
    const body = transcriptText(await deps.turnsOf(conversation), { chat, locale, timeZone: deps.timeZone() });
    const name = `${chat.conversation.toLowerCase()}.txt`;
    sendToKeep(response, { name, type: 'text/plain; charset=utf-8', body });
  });
  router.post(`${path}/desa`, readForm, saveText);

  const saveProof = saving('read', deps.isOwnForm, async (request, response, conversation) => {
    const proof = await deps.prove(conversation, readSent(request.body).revision);
    if (proof === null) return refuse(response, 'unproven', conversation);
    sendToKeep(response, { name: receiptName(deps.languageOf(request)), type: proofType, body: proof });
  });
  router.post(`${path}/comprovant`, readForm, saveProof);

  // A picture is shown by its address, which opens it only beside the cookie: no other site sends that. The page counts once,
  // however many pictures it has.
  const saveFile = saving(
    'file',
    () => true,
    async (request, response, conversation) => {
      const file = filesIn(await deps.turnsOf(conversation)).find(({ id }) => id === request.params.file);
      const bytes = file === undefined ? null : await deps.openFile(conversation, file.id);
      const type = bytes && fileTypeOf(bytes);
      if (file === undefined || !bytes || !type) return refuse(response, 'fileGone', conversation);
      sendToKeep(response, { name: file.name, type: media[type].type, body: Buffer.from(bytes) });
    },
  );
  router.get(`${path}/fitxer/:file`, saveFile);
}
