import { setTimeout as sleep } from 'node:timers/promises';
/** A conversation over Direct Line with plain HTTP, as the smallest client holds it. */
export interface Conversation {
  readonly id: string;
  readonly token: string;
  /** Posts a message under an id of the client's, or a press of a button; resolves to the activity's id. */
  post(text: string, clientId: string, choice?: string): Promise<{ status: number; id: string | undefined }>;
  /** All activities so far. */
  activities(): Promise<readonly ActivityRead[]>;
  /** What the bot said in answer to the message with this client id. */
  answersTo(clientId: string): Promise<readonly ActivityRead[]>;
}

interface ActivityRead {
  readonly id: string;
  readonly text: string;
  readonly locale?: string;
  readonly from: { readonly role: string };
  readonly replyToId?: string;
  readonly channelData?: { readonly clientActivityID?: string };
  readonly suggestedActions?: {
    readonly actions: readonly { readonly title: string; readonly value: { choice: string } }[];
  };
}

export async function openConversation(url: string): Promise<Conversation> {
  const opened = await fetch(`${url}/v3/directline/conversations`, {
    method: 'POST',
    headers: { Authorization: 'Bearer finestreta', 'Content-Type': 'application/json' },
    body: '{}',
  });
  const { conversationId, token } = (await opened.json()) as { conversationId: string; token: string };
  return resumeConversation(url, conversationId, token);
}

export function resumeConversation(url: string, id: string, token: string): Conversation {
  const address = `${url}/v3/directline/conversations/${id}/activities`;
  const activities = async () => {
    const all: ActivityRead[] = [];
    // A long conversation comes in several pages.
    for (let watermark = '0'; ; ) {
      const response = await fetch(`${address}?watermark=${watermark}`, {
        headers: { Authorization: `Bearer ${token}` },
      });
      // Who looks too often is asked to wait, and does.
      if (response.status === 429) {
        await sleep(1_000 * Number(response.headers.get('Retry-After') ?? 1));
        continue;
      }
      const page = (await response.json()) as { activities: readonly ActivityRead[]; watermark: string };
      if (page.watermark === watermark) return all;
      all.push(...page.activities);
      watermark = page.watermark;
    }
  };
  return {
    id,
    token,
    activities,
    async post(text, clientId, choice) {
      const response = await fetch(address, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({
          type: 'message',
          text,
          ...(choice === undefined ? {} : { value: { choice } }),
          from: { id: 'me' },
          channelData: { clientActivityID: clientId },
        }),
      });
      const body = (await response.json()) as { id?: string };
      return { status: response.status, id: body.id };
    },
    async answersTo(clientId) {
      const all = await activities();
      const asked = all.find(({ channelData }) => channelData?.clientActivityID === clientId);
      return all.filter(({ from, replyToId }) => from.role === 'bot' && asked !== undefined && replyToId === asked.id);
    },
  };
}
