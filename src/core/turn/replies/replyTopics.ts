import type { Account } from '../../model/account.ts';
import type { Entry } from '../../ports/knowledge.ts';
import type { Turn } from '../turnDraft.ts';
import { sayText } from './say.ts';

/** Whether an account answers an entry. Every account answers small talk and commands. */
export function covers({ topics }: Account, entry: Pick<Entry, 'id' | 'kind'>): boolean {
  return topics === null || entry.kind !== 'faq' || topics.includes(entry.id.slice(0, entry.id.indexOf('.')));
}

/** Sorts entries of the account's own topics first, keeping the order within each group. */
export function ownFirst(turn: Turn, ids: readonly string[]): readonly string[] {
  const isOwn = (id: string) => {
    const entry = turn.input.knowledge.entry(id);
    return entry !== undefined && covers(turn.input.account, entry);
  };
  return [...ids.filter(isOwn), ...ids.filter((id) => !isOwn(id))];
}

/**
 * Refers the person to the account that answers what this one does not. False: there is none, and this one should
 * answer.
 */
export function pointElsewhere(turn: Turn, entry: Entry): boolean {
  const { elsewhere } = turn.input.account.links;
  if (elsewhere === null) return false;
  turn.events.push({ type: 'conversation.redirected', reason: 'topic', entry: entry.id });
  const text = turn.input.translate('elsewhere', turn.locale, { title: entry.title[turn.locale], ...elsewhere });
  sayText(turn, text, []);
  return true;
}

/** Whether an entry may be offered on a guess: not where it would hurt or amuse, nor small talk. */
export function isOfferable(turn: Turn, id: string): boolean {
  const entry = turn.input.knowledge.entry(id);
  return entry !== undefined && entry.kind === 'faq' && !entry.sensitive;
}
