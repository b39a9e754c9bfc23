import { hash } from 'node:crypto';
import type { Commit, SealedContent } from '../core/model/commit.ts';
import { canonicalJson } from './canonicalJson.ts';
import { randomPool } from './randomPool.ts';

/** Bytes of a salt: enough that a short text can't be found by guessing. */
const saltLength = 16;

/**
 * The texts that a commit commits to, in the order of `Commit.commitments`: what the person sent, without the
 * platform's id of it, then every message of the bot.
 */
function committedTexts(content: Pick<SealedContent, 'inbound' | 'command' | 'outbound'>): readonly unknown[] {
  return [content.inbound?.content ?? content.command ?? null, ...content.outbound];
}

/** Hex SHA-256 over salt and canonical JSON: later proves which text was meant, and until then reveals nothing. */
export function commitment(salt: Uint8Array, text: unknown): string {
  const json = canonicalJson(text);
  const bytes = Buffer.allocUnsafe(salt.length + Buffer.byteLength(json));
  bytes.set(salt);
  bytes.write(json, salt.length);
  return hash('sha256', bytes, 'hex');
}

/** Commits to each text of a turn with its own salt; salts in hex, in the order of the commitments. */
export function commitToTexts(content: Pick<SealedContent, 'inbound' | 'command' | 'outbound'>): {
  salts: readonly string[];
  commitments: readonly string[];
} {
  const texts = committedTexts(content);
  const salts: string[] = [];
  const commitments: string[] = [];
  for (const text of texts) {
    const salt = randomPool(saltLength);
    salts.push(salt.toString('hex'));
    commitments.push(commitment(salt, text));
  }
  return { salts, commitments };
}

/** A text with the salt of its commitment, in hex; as canonical JSON, so that nothing has to write it the same way again. */
export type CommittedText = readonly [salt: string, json: string];

/** What shows which texts the commitments mean, in their order. */
export function openCommitments(content: SealedContent): readonly CommittedText[] {
  return committedTexts(content).map((text, index) => [content.salts[index] ?? '', canonicalJson(text)]);
}

/** The commitments to such texts. */
export function commitmentsOf(texts: readonly CommittedText[]): readonly string[] {
  return texts.map(([salt, json]) =>
    hash('sha256', Buffer.concat([Buffer.from(salt, 'hex'), Buffer.from(json)]), 'hex'),
  );
}

/** Whether opened content matches the commitments of its commit. */
export function matchesCommitments(commit: Pick<Commit, 'commitments'>, content: SealedContent): boolean {
  const texts = committedTexts(content);
  return (
    texts.length === commit.commitments.length &&
    texts.length === content.salts.length &&
    texts.every((text, index) => {
      return commitment(Buffer.from(content.salts[index] ?? '', 'hex'), text) === commit.commitments[index];
    })
  );
}
