import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Router } from 'express';
import type { Config } from '../config.ts';
import { overdueCases } from '../core/cases/countCases.ts';
import type { Commit } from '../core/model/commit.ts';
import { CodedError } from '../core/model/errors.ts';
import type { RightsDesk } from '../core/ports/rights/rightsDesk.ts';
import type { Sealer } from '../core/ports/sealer.ts';
import { dayOf } from '../core/util/dates.ts';
import { senderBehind } from '../http/clientAddress.ts';
import type { PagesDeps } from '../http/pages/index.ts';
import { createPublicLogRoutes } from '../http/publicLogRoutes.ts';
import { type CommittedText, openCommitments } from '../journal/commitments.ts';
import { shownKinds } from '../transparency/entries/treatments.ts';
import { createFigures } from '../transparency/figures/figures.ts';
import { periodOf } from '../transparency/figures/periods.ts';
import { parseTilePath } from '../transparency/merkle/tiles.ts';
import { formatKey } from '../transparency/note/signedNote.ts';
import { parseTrustPolicy } from '../transparency/note/trustPolicy.ts';
import { parseTrustPolicyFile, type TrustPolicyFile, trustPolicyPath } from '../transparency/note/trustPolicyFile.ts';
import { createPublicLog, type PublicLog, type PublicLogDeps } from '../transparency/publicLog.ts';
import { postToWitness } from '../transparency/witness/postToWitness.ts';
import type { BotProcesses, BotStores } from './bot.ts';

/** Requests of one address in a minute: a verifier reads two files for every 256 entries. */
const requestsPerMinute = 1_200;

/** Folder of the public log. */
export function publicLogFolder({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'transparency');
}

/** The public log; null where the settings turn it off. */
export function openPublicLog(
  config: Config,
  deps: Omit<PublicLogDeps, 'folder' | 'keysFolder' | 'tenant' | 'witnesses'>,
): PublicLog | null {
  if (!config.transparencyLog) return null;
  const policy = config.witnessesFile === null ? null : readTrustPolicy(config.witnessesFile);
  return createPublicLog({
    ...deps,
    witnesses: policy === null ? null : { policy, post: postToWitness },
    folder: publicLogFolder(config),
    keysFolder: config.keysDir,
    tenant: config.tenant,
  });
}

/** @throws {CodedError} `config.invalid` */
function readTrustPolicy(file: string): TrustPolicyFile {
  try {
    return parseTrustPolicyFile(readFileSync(file, 'utf8'));
  } catch (cause) {
    const why = cause instanceof CodedError ? cause.message : 'It cannot be read.';
    throw new CodedError('config.invalid', `WITNESSES_FILE (${file}): ${why}`, { cause });
  }
}

/** The pages of the public log; none where it is off. */
export function publicLogRoutes(
  publicLog: PublicLog | null,
  { limit }: Pick<BotProcesses, 'limit'>,
  trustProxy: number,
): readonly Router[] {
  if (publicLog === null) return [];
  const routes = createPublicLogRoutes({
    read: publicLog.files.read,
    isTile: (path) => parseTilePath(path) !== null,
    allow: limit('public-log', requestsPerMinute, 60).allow,
    senderOf: senderBehind(trustProxy),
  });
  return [routes];
}

/** What the page of the figures is made from. */
export function transparencyOf(
  publicLog: PublicLog | null,
  { cases }: Pick<BotStores, 'cases'>,
  { tenant, dir3 }: Pick<Config, 'tenant' | 'dir3'>,
): PagesDeps['transparency'] {
  return {
    dir3,
    figures: publicLog === null ? async () => null : createFigures(publicLog.files),
    nextPeriod: ({ period }) => dayOf(periodOf(Date.now(), period).until),
    async overdue() {
      const found = await overdueCases(cases, tenant, Date.now());
      const isNamed = ({ kind }: (typeof found)[number]) => shownKinds.includes(kind);
      return found.map((each) => (isNamed(each) ? { kind: each.kind, department: each.department } : null));
    },
    publicKeys: async () => (publicLog === null ? [] : publicLog.publicKeys()),
    witnesses: async () => (publicLog === null ? null : witnessesOf(publicLog)),
    clock: Date.now,
  };
}

/** The witnesses that the policy of a log names; null: it names none. */
async function witnessesOf({ files }: PublicLog): ReturnType<PagesDeps['transparency']['witnesses']> {
  const bytes = await files.read(trustPolicyPath);
  if (bytes === null) return null;
  const { logs, witnesses, groups, quorum } = parseTrustPolicy(Buffer.from(bytes).toString());
  if (witnesses.size === 0 || quorum === 'none') return null;
  return {
    origin: logs[0]?.key.name ?? '',
    witnesses: Object.fromEntries([...witnesses].map(([name, { key }]) => [name, formatKey(key)])),
    groups: Object.fromEntries(groups),
    quorum,
  };
}

/** Proves to its citizen that a case is in the public log; undefined: it is off. */
export function caseProofOf(
  publicLog: PublicLog | null,
  { journal }: Pick<BotStores, 'journal'>,
  sealer: Pick<Sealer, 'open'>,
): PagesDeps['casePage']['proofOf'] {
  if (publicLog === null) return undefined;
  return async ({ conversation, case: { code, openedBy, surface } }) => {
    const [commit] = await journal.read(conversation, openedBy - 1, 1);
    if (commit === undefined) return null;
    // Where others read along, the page of a case shows no text either.
    const texts = surface === 'public' ? null : await ownTexts(commit, sealer);
    return publicLog.proofOf(commit, { case: code }, texts);
  };
}

/** What a person wrote, and what they were answered; null: somebody else caused it, or it was erased. */
export async function ownTexts(
  commit: Commit,
  { open }: Pick<Sealer, 'open'>,
): Promise<readonly CommittedText[] | null> {
  const content = await open(commit);
  return content === null || content.inbound === null ? null : openCommitments(content);
}

/** Proves that the answer to a request of a person is in the public log; null: not yet, or it is off. */
export async function answerProof(
  publicLog: PublicLog | null,
  desk: Pick<RightsDesk, 'answeredBy'>,
  request: string,
): Promise<string | null> {
  const commit = publicLog === null ? null : await desk.answeredBy(request);
  return commit === null || publicLog === null ? null : publicLog.proofOf(commit, { request }, null);
}

/** Continues the public log in one process of all. */
export function startPublicLog(publicLog: PublicLog | null, single: BotProcesses['single']): void {
  if (publicLog !== null) single('public log', publicLog.sequence);
}
