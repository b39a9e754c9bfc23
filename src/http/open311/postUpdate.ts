import { createHash } from 'node:crypto';
import { readCaseCode } from '../../core/cases/caseLinks.ts';
import type { Engine } from '../../core/engine/engine.ts';
import type { ApiKey } from '../../core/model/desk/apiKey.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { wrong } from './errors.ts';
import { type FilingDeps, reportedContent } from './fileReport.ts';
import { type FindDeps, findRequest } from './findRequests.ts';
import type { SentForm } from './form.ts';

/** Milliseconds within which the same words for the same request are the same update. */
const retryMs = 10 * 60_000;
const longestText = 4_000;
const longestId = 200;

/**
 * Adds what a person says later to their request; only the program that filed it can. Whatever status the program sends,
 * staff decide whether a case is closed. Returns the id by which the program knows the update.
 * @throws {CodedError} `input.invalid`, `case.unknown`
 */
export async function addUpdate(
  deps: FindDeps &
    Pick<FilingDeps, 'files' | 'upload'> & { readonly fromCasePage: Engine['fromCasePage']; readonly clock: Clock },
  key: ApiKey,
  form: SentForm,
): Promise<string> {
  const text = form.value('description');
  if (text === '') throw wrong('The description was not provided.');
  if (text.length > longestText) throw wrong(`The description has more than ${longestText} characters.`);
  const code = readCaseCode(form.value('service_request_id'));
  const row = code === null ? null : await findRequest(deps, code);
  if (row === null || row.case.filed?.key !== key.id) throw unknownRequest();
  const given = form.value('update_id');
  if (given.length > longestId) throw wrong('The update_id is too long.');
  // Without a separate id it is another update when somebody writes the same words later.
  const name = given === '' ? `${Math.floor(deps.clock() / retryMs)} ${text}` : `id ${given}`;
  const id = createHash('sha256').update(`${key.id}\n${name}`).digest('hex').slice(0, 32);
  const { conversation, tenant } = row;
  const content = await reportedContent(deps, conversation, text, { name: `update-${id}`, files: form.files });
  await deps.fromCasePage({
    tenant,
    conversation,
    case: row.case.code,
    act: { kind: 'write' },
    id,
    inbound: { id, content, localeHint: null },
  });
  return given === '' ? id : given;
}

export function unknownRequest(): CodedError {
  return new CodedError('case.unknown', 'The service_request_id was not found.');
}
