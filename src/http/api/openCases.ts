import { isInSight } from '../../core/cases/caseVisibility.ts';
import type { Agent } from '../../core/model/agent.ts';
import type { CaseRow } from '../../core/ports/caseIndex.ts';
import { citizenTypingTopic } from '../../core/ports/pubsub.ts';
import { sightOf } from './caseAccess.ts';
import type { ConsoleParts } from './deps.ts';
import { placeOfAgent, placeOfCase, presentIn } from './presence.ts';
import type { News } from './wire.ts';

type Parts = Pick<ConsoleParts, 'tenant' | 'cases' | 'content' | 'presence' | 'wake' | 'journal'>;

interface Followed {
  readonly conversation: string;
  /** Newest revision that was told; null: none, it was read when the case was opened. */
  revision: number | null;
  present: string;
  citizenTyping: boolean;
  readonly end: () => void;
}

/** What happens in the cases that somebody has open, for one stream. */
export interface OpenCases {
  /** What is new since the last look; `wakeUp` is called when it is worth looking again. */
  next(agent: Agent): Promise<readonly News[]>;
  end(): void;
}

export function followOpenCases(agent: Agent, parts: Parts, wakeUp: () => void): OpenCases {
  const { presence, wake } = parts;
  const followed = new Map<string, Followed>();
  const place = placeOfAgent(agent.id);
  const endOwn = wake.subscribe(presence.topic(place), wakeUp);
  let ended = false;

  async function inSight(code: string, now: Agent): Promise<CaseRow | null> {
    const row = await parts.cases.byCode(parts.tenant, code);
    return row !== null && isInSight(sightOf(now, parts), row.case) ? row : null;
  }

  async function follow(code: string, now: Agent): Promise<void> {
    const row = await inSight(code, now);
    if (ended || row === null) return;
    const ends = [
      wake.subscribe(presence.topic(placeOfCase(code)), wakeUp),
      wake.subscribe(row.conversation, wakeUp),
      wake.subscribe(citizenTypingTopic(row.conversation), () => {
        entry.citizenTyping = true;
        wakeUp();
      }),
    ];
    const entry: Followed = {
      conversation: row.conversation,
      revision: null,
      present: '[]',
      citizenTyping: false,
      end: () => {
        for (const end of ends) end();
      },
    };
    followed.set(code, entry);
  }

  function leave(code: string): void {
    followed.get(code)?.end();
    followed.delete(code);
  }

  async function newsOf(code: string, entry: Followed): Promise<readonly News[]> {
    const news: News[] = [];
    const present = await presentIn(code, presence);
    if (JSON.stringify(present) !== entry.present) {
      entry.present = JSON.stringify(present);
      news.push({ type: 'presence', code, present });
    }
    const { latest } = await parts.journal.load(entry.conversation, '');
    const revision = latest?.revision ?? 0;
    if (entry.revision !== null && revision > entry.revision) {
      news.push({ type: 'turn', code, conversation: entry.conversation, revision });
    }
    entry.revision = revision;
    if (entry.citizenTyping) {
      entry.citizenTyping = false;
      news.push({ type: 'citizen-typing', code });
    }
    return news;
  }

  return {
    async next(now) {
      const { here } = await presence.list(place);
      // A case that was passed on, or a person of another role by now: what happens in it is theirs no more.
      for (const code of [...followed.keys()]) {
        if (!here.includes(code) || (await inSight(code, now)) === null) leave(code);
      }
      for (const code of here) if (!followed.has(code)) await follow(code, now);
      const news: News[] = [];
      for (const [code, entry] of followed) news.push(...(await newsOf(code, entry)));
      return news;
    },
    end() {
      ended = true;
      endOwn();
      for (const code of [...followed.keys()]) leave(code);
    },
  };
}
