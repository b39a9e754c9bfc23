import { CodedError } from '../../core/model/errors.ts';
import { isEqual, nodeHash } from './hashes.ts';

/** The head of a tree: how many entries it has, and its root. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * Checks that an entry is in a tree (RFC 9162, 2.1.3.2).
 * @throws {CodedError} `log.invalid`, with the reason
 */
export function verifyInclusion(head: TreeHead, index: number, leaf: Uint8Array, path: readonly Uint8Array[]): void {
  if (!(index >= 0 && index < head.size)) {
    throw invalid(`The proof is about entry ${index}, but the log had only ${head.size} entries.`);
  }
  let [node, last, hash] = [index, head.size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) throw invalid('The proof has more hashes than the log has levels.');
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  if (last !== 0) throw invalid('The proof has fewer hashes than the log has levels.');
  if (!isEqual(hash, head.root)) {
    throw invalid(`This is not what the log holds as entry ${index}: the entry or the proof was altered.`);
  }
}

/**
 * Checks that a tree begins with the whole of an older one (RFC 9162, 2.1.4.2).
 * @throws {CodedError} `log.invalid`, with the reason
 */
export function verifyConsistency(older: TreeHead, newer: TreeHead, path: readonly Uint8Array[]): void {
  if (older.size > newer.size) {
    throw invalid(
      `The log had ${older.size} entries before and has ${newer.size} now: an old state is shown, or entries were removed.`,
    );
  }
  if (older.size === newer.size) {
    if (!isEqual(older.root, newer.root)) throw rewritten(older.size);
    if (path.length > 0) throw invalid('The proof has hashes where none are needed.');
    return;
  }
  if (older.size === 0) {
    if (path.length > 0) throw invalid('The proof has hashes where none are needed.');
    return;
  }
  const [first, ...rest] = Number.isInteger(Math.log2(older.size)) ? [older.root, ...path] : path;
  if (first === undefined) throw invalid('The proof has fewer hashes than the log has levels.');
  let [node, last] = [older.size - 1, newer.size - 1];
  while (node % 2 === 1) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  let [before, after] = [first, first];
  for (const sibling of rest) {
    if (last === 0) throw invalid('The proof has more hashes than the log has levels.');
    if (node % 2 === 1 || node === last) {
      before = nodeHash(sibling, before);
      after = nodeHash(sibling, after);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else {
      after = nodeHash(after, sibling);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  if (last !== 0) throw invalid('The proof has fewer hashes than the log has levels.');
  if (!isEqual(before, older.root) || !isEqual(after, newer.root)) throw rewritten(older.size);
}

function rewritten(size: number): CodedError {
  return invalid(`The first ${size} entries are not the ones that were published before: the log was rewritten.`);
}

function invalid(message: string): CodedError {
  return new CodedError('log.invalid', message);
}
