import { createHash } from 'node:crypto';
import type { Account } from '../../core/model/account.ts';
import type { CaseCode } from '../../core/model/case.ts';
import { isRecord } from '../../core/model/commit.ts';
import { type ConversationId, upToDate } from '../../core/model/conversation.ts';
import type { ApiKey } from '../../core/model/desk/apiKey.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { SlotValues } from '../../core/model/flow.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { InboundContent } from '../../core/model/message.ts';
import type { Receive } from '../../core/ports/adapter.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { FileStore } from '../../core/ports/files.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import { toPlainText } from '../../core/render/plainText.ts';
import { type FileType, fileTypeOf, media as mediaTypes } from '../../core/util/fileType.ts';
import { createKeyedLock } from '../../core/util/keyedLock.ts';
import { filesContent, mediaKindOf, takeFiles } from '../../core/util/takeFile.ts';
import { wrong } from './errors.ts';
import type { FormFile, SentForm } from './form.ts';
import type { SentReport } from './readReport.ts';

/** Milliseconds within which the same form with the same key is the same request. */
const retryMs = 10 * 60_000;

const mostFiles = 5;

export interface FilingDeps {
  /** The account of requests that programs file. */
  readonly account: Account;
  readonly receive: Receive;
  readonly journal: Pick<Journal, 'load' | 'read'>;
  readonly sealer: Pick<Sealer, 'conversationId' | 'open'>;
  readonly files: FileStore;
  readonly upload: { readonly bytes: number; readonly types: readonly FileType[] };
  readonly clock: Clock;
}

/**
 * A request that was filed, with its receipt: for the person who made it, since it holds the key of their case. Null:
 * there is none, or the request was there before and may be somebody else's.
 */
interface Filed {
  readonly code: CaseCode;
  readonly receipt: string | null;
}

/** A request as it was sent. `attempt`: the program's own id of it, the same whenever it is sent again; null: none. */
interface SentRequest {
  readonly form: SentForm;
  readonly locale: Locale | null;
  readonly attempt: string | null;
}

export type FileReport = (key: ApiKey, report: SentReport, sent: SentRequest) => Promise<Filed>;

/**
 * Files requests as messages of a conversation each. One that is sent again within ten minutes, as by a client that saw
 * no answer, is the one that is there.
 */
export function createFileReport(deps: FilingDeps): FileReport {
  const { account, journal, sealer, clock } = deps;
  const lock = createKeyedLock();
  const streamOf = (name: string) => sealer.conversationId(account.tenant, account.id, name);

  return (key, report, { form, locale, attempt }) => {
    const digest = digestOf(key, form, attempt);
    // Two people may write the same words: only these tell that it is the same one.
    const isSamePerson = attempt !== null || report.contact.email !== '' || report.contact.phone !== '';
    const again = (filed: Filed) => (isSamePerson ? filed : { code: filed.code, receipt: null });
    return lock.run(digest, async () => {
      const period = Math.floor(clock() / retryMs);
      const name = `${digest} ${period}`;
      // The same time may lie across the border of two periods.
      const before = await filedIn(deps, streamOf(`${digest} ${period - 1}`));
      if (before !== null && clock() - before.at < retryMs) return again(before);
      const conversation = streamOf(name);
      const content = await reportedContent(deps, conversation, report.text, { name: 'file', files: form.files });
      const { revision, duplicate } = await deps.receive({
        account,
        platformConversation: name,
        surface: 'private',
        person: null,
        address: null,
        inbound: {
          id: digest,
          content,
          localeHint: locale,
          report: {
            flow: report.service.definition.id,
            key: key.id,
            slots: { ...report.slots, ...photosIn(content, report) },
            place: report.place,
            contact: report.contact,
            media: report.media,
          },
        },
      });
      const filed = await filedIn(deps, conversation);
      if (filed !== null) return duplicate ? again(filed) : filed;
      const [commit] = await journal.read(conversation, revision - 1, 1);
      // It is our fault, and was logged: sent again later, it may pass.
      if (commit?.events.some(({ type }) => type === 'turn.failed') === true)
        throw new Error('the turn of a filed request failed');
      throw new CodedError(
        'report.refused',
        'The request opens no case: by the rules of the city nobody would act on it.',
      );
    });
  };
}

/** The pictures as the answer of the flow that asks for them. */
function photosIn(content: InboundContent, { service: { definition, service } }: SentReport): SlotValues {
  if (content.kind !== 'files' || content.files.length === 0) return {};
  const { files } = content;
  const slot = definition.slots.find(({ id, type }) => type === 'photo' && service.slots.includes(id));
  return slot === undefined ? {} : { [slot.id]: { text: String(files.length), value: 'yes', files } };
}

function digestOf(key: ApiKey, form: SentForm, attempt: string | null): string {
  const entries = form.entries.filter(([name]) => name !== 'api_key');
  const hash = createHash('sha256').update(JSON.stringify([key.id, entries, attempt]));
  for (const { name, bytes } of form.files) hash.update(`\n${name}\n`).update(bytes);
  return hash.digest('hex');
}

async function filedIn(
  { journal, sealer }: FilingDeps,
  conversation: ConversationId,
): Promise<(Filed & { readonly at: number }) | null> {
  const { latest } = await journal.load(conversation, '');
  if (latest === null || isRecord(latest.state)) return null;
  const filed = upToDate(latest.state).cases.find((each) => each.filed !== undefined);
  if (filed === undefined) return null;
  const [commit] = await journal.read(conversation, filed.openedBy - 1, 1);
  const content = commit === undefined ? null : await sealer.open(commit);
  const said = content?.outbound.map(({ text }) => toPlainText(text)).join('\n\n') ?? '';
  return { code: filed.code, receipt: said === '' ? null : said, at: filed.openedAt };
}

/** The description, with the pictures that were sent with it. `name`: of this form alone in its conversation. */
export async function reportedContent(
  { files: store, upload }: Pick<FilingDeps, 'files' | 'upload'>,
  conversation: ConversationId,
  text: string,
  { name: called, files }: { readonly name: string; readonly files: readonly FormFile[] },
): Promise<InboundContent> {
  if (files.length === 0) return { kind: 'text', text };
  if (files.length > mostFiles) throw wrong(`Send at most ${mostFiles} files.`);
  for (const { bytes } of files) {
    const type = fileTypeOf(bytes);
    if (type === null || !upload.types.includes(type) || bytes.length > upload.bytes)
      throw wrong('A file is too large, or of a kind that is not accepted. Send pictures.');
  }
  const offered = files.map(({ name, bytes }, index) => {
    const type = fileTypeOf(bytes);
    return {
      id: `${called}-${index}`,
      name,
      fallback: `photo-${index + 1}`,
      what: mediaKindOf(type === null ? null : mediaTypes[type].type),
      size: bytes.length,
      fetch: async () => bytes,
    };
  });
  return filesContent(await takeFiles(offered, { conversation, most: upload.bytes, store }), text, null);
}
