import type { News } from '../../../src/http/api/wire.ts';

/** A listener to the console's news, as a browser is one. */
export interface Listening {
  readonly status: number;
  /** The next thing that is told; null when the stream has ended. */
  next(): Promise<{ readonly id: string | null; readonly news: News } | null>;
  /** Things told up to one that fits, that one last. */
  until(fits: (news: News) => boolean): Promise<readonly News[]>;
  leave(): void;
}

export async function listenTo(url: string, agent: string, headers: Record<string, string>): Promise<Listening> {
  const leaving = new AbortController();
  const response = await fetch(url, {
    headers: { cookie: `agent=${agent}`, accept: 'text/event-stream', ...headers },
    signal: leaving.signal,
  } as RequestInit);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';

  async function next() {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end !== -1) {
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
        const data = field('data');
        // A line that begins with a colon only shows that the stream lives.
        if (data === undefined) continue;
        return { id: field('id') ?? null, news: JSON.parse(data) as News };
      }
      const read = await reader?.read().catch(() => undefined);
      if (read === undefined || read.done) return null;
      text += read.value;
    }
  }

  return {
    status: response.status,
    next,
    async until(fits) {
      const all: News[] = [];
      for (;;) {
        const notified = await next();
        if (notified === null) throw new Error(`the stream ended before it told that; it told ${JSON.stringify(all)}`);
        all.push(notified.news);
        if (fits(notified.news)) return all;
      }
    },
    leave: () => leaving.abort(),
  };
}
