import { openConversation } from '../../support/directLine.ts';
import type { FakeChats } from './fakeChats.ts';

/** The ways by which people of a day's work write. */
export const ways = ['web', 'page', 'telegram', 'teams'] as const;
export type Way = (typeof ways)[number];

/** Somebody who writes to the council, without a browser. */
export interface Townsperson {
  say(text: string): Promise<void>;
  /** All that they have been told so far, as their channel has it. */
  received(): Promise<string>;
}

/** Makes people who talk with a service at an address that stays. */
export function makeTownsperson(way: Way, name: string, deps: { chats: FakeChats; url: string }): Townsperson {
  const { chats, url } = deps;
  switch (way) {
    case 'web':
      return onWeb(url);
    case 'page':
      return onPage(url);
    case 'telegram':
      return ofChatter(chats.onTelegram(1_000 + Number(name), 'ca'));
    case 'teams':
      return ofChatter(chats.onTeams(`person${name}`, url));
  }
}

function ofChatter({ say, said }: ReturnType<FakeChats['onTelegram']>): Townsperson {
  return { say, received: async () => said().join('\n') };
}

/** The web chat as the smallest client holds it. */
function onWeb(url: string): Townsperson {
  const opened = openConversation(url);
  let made = 0;
  return {
    async say(text) {
      made += 1;
      const { status } = await (await opened).post(text, `m${made}`);
      if (status !== 200) throw new Error(`a message was answered with ${status}`);
    },
    async received() {
      const all = await (await opened).activities();
      return all.flatMap(({ from, text }) => (from.role === 'bot' ? [text] : [])).join('\n');
    },
  };
}

/** The page without JavaScript, as a browser posts its form. */
function onPage(url: string): Townsperson {
  const address = `${url}/xat?lang=ca`;
  let cookie = '';
  const read = async () => {
    const response = await fetch(address, { headers: { cookie } });
    cookie ||= response.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    return response.text();
  };
  return {
    async say(text) {
      const form = /name="form" value="([^"]+)"/.exec(await read())?.[1] ?? '';
      const body = new URLSearchParams({ form, text, choice: '' });
      const sent = await fetch(address, { method: 'POST', redirect: 'manual', headers: { cookie, origin: url }, body });
      if (sent.status !== 303) throw new Error(`the form was answered with ${sent.status}`);
    },
    received: read,
  };
}
