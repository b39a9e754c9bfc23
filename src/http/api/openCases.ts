import { isVisible } from '../../core/cases/caseVisibility.ts';
import type { Agent } from '../../core/model/agent.ts';
import type { CaseRow } from '../../core/ports/caseIndex.ts';
import { presenceTopic } from '../../core/ports/presence.ts';
import { citizenTypingTopic } from '../../core/ports/pubsub.ts';
import { agentVisibility } from './caseAccess.ts';
import type { ApiDeps } from './deps.ts';
import { agentTopic, caseTopic, presentIn } from './presence.ts';
import type { News } from './wire.ts';

type Deps = Pick<ApiDeps, 'tenant' | 'cases' | 'content' | 'presence' | 'pubsub' | 'journal'>;

interface Followed {
  readonly conversation: string;
  /** Newest revision that was sent; null: none, the client read the case when it opened it. */
  revision: number | null;
  present: string;
  citizenTyping: boolean;
  readonly end: () => void;
}

/** What happens in the cases that somebody has open, for one stream. */
interface OpenCases {
  /** What is new since the last call; `onSignal` is called when another call is worthwhile. */
  next(agent: Agent): Promise<readonly News[]>;
  end(): void;
}

export function followOpenCases(agent: Agent, deps: Deps, onSignal: () => void): OpenCases {
  const { presence, pubsub } = deps;
  const followed = new Map<string, Followed>();
  const topic = agentTopic(agent.id);
  const endOwn = pubsub.subscribe(presenceTopic(topic), onSignal);
  let ended = false;

  async function visible(code: string, now: Agent): Promise<CaseRow | null> {
    const row = await deps.cases.byCode(deps.tenant, code);
    return row !== null && isVisible(agentVisibility(now, deps), row.case) ? row : null;
  }

  async function follow(code: string, now: Agent): Promise<void> {
    const row = await visible(code, now);
    if (ended || row === null) return;
    const ends = [
      pubsub.subscribe(presenceTopic(caseTopic(code)), onSignal),
      pubsub.subscribe(row.conversation, onSignal),
      pubsub.subscribe(citizenTypingTopic(row.conversation), () => {
        entry.citizenTyping = true;
        onSignal();
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
    const { latest } = await deps.journal.load(entry.conversation, '');
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
      const { here } = await presence.list(topic);
      // The case was passed on, or the person's role changed: they may no longer follow it.
      for (const code of [...followed.keys()]) {
        if (!here.includes(code) || (await visible(code, now)) === null) leave(code);
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
