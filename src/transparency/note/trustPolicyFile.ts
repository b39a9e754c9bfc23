import { parseTrustPolicy, type TrustPolicy } from './trustPolicy.ts';

/** Path of the policy by which a log wants to be checked (C2SP tlog-policy), among its files. */
export const trustPolicyPath = 'tlog-policy';

/** A policy of witnesses, as its operator wrote it. */
export interface TrustPolicyFile {
  readonly text: string;
  readonly policy: TrustPolicy;
}

/** @throws {CodedError} `log.invalid`, naming the line */
export function parseTrustPolicyFile(text: string): TrustPolicyFile {
  return { text, policy: parseTrustPolicy(text) };
}

/** What a log publishes: its own keys and address, and the witnesses that it asks. `keys`: one per line. */
export function publishedTrust(keys: readonly string[], url: string, witnesses: TrustPolicyFile | null): string {
  const own = keys.map((key) => `log ${key} ${url}`);
  const others = witnesses === null ? ['quorum none'] : witnesses.text.split('\n').filter(isOfWitnesses);
  return `${[...own, ...others].join('\n')}\n`;
}

const isOfWitnesses = (line: string) => /^[ \t]*(witness|group|quorum)[ \t]/.test(line);
