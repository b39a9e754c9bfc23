import type { Commit } from '../../core/model/commit.ts';
import type { Event } from '../../core/model/event.ts';
import type { QuestionIndex } from './questionIndex.ts';

/** Follows what editors decide about clusters, and what becomes of it: releases, and drafts that are discarded. */
export function followDecisions(index: QuestionIndex, commit: Commit): void {
  for (const event of commit.events) {
    if (event.type === 'question.decided') decide(index, event, commit);
    else if (event.type === 'content.released') release(index, event, commit.at);
    else if (event.type === 'content.discarded') discard(index, event.document);
  }
}

function decide(
  index: QuestionIndex,
  event: Event & { type: 'question.decided' },
  { at, revision: step }: Commit,
): void {
  if (event.by === null) return;
  const { by, use, document } = event;
  // An index that was made again may call the cluster otherwise: any of its questions tells which one it is.
  const known = event.questions.flatMap((mark) => index.questions.get(mark) ?? [])[0];
  const cluster = index.inCluster(event.cluster).length > 0 ? event.cluster : known?.cluster;
  if (cluster === undefined) return;
  // A further wording is not live before the next release.
  index.decide({ cluster, use, document, by, at, step, release: null });
}

function release(index: QuestionIndex, event: Event & { type: 'content.released' }, at: number): void {
  const changed = new Set(event.changes.map(({ document }) => document));
  for (const decision of [...index.decisions.values()]) {
    if (decision.document === null || !changed.has(decision.document)) continue;
    if (decision.release === null) index.decide({ ...decision, release: { number: event.number, at } });
    // What a release did is undone: the questions are open again.
    else if (event.reverts === decision.release.number)
      index.decide({ ...decision, use: 'open', document: null, release: null, at });
  }
}

function discard(index: QuestionIndex, document: string): void {
  for (const decision of [...index.decisions.values()]) {
    if (decision.document !== document || decision.release !== null) continue;
    index.decide({ ...decision, use: 'open', document: null });
  }
}
