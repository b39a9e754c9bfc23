/** Outgoing activities, in the part of the Bot Framework schema that the web chat uses. */
export type Activity = MessageActivity | TypingActivity;

interface Sent {
  readonly id: string;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly channelId: 'directline';
  readonly conversation: { readonly id: string };
}

export interface From {
  readonly id: string;
  readonly name?: string;
  readonly role: 'user' | 'bot';
}

export interface MessageActivity extends Sent {
  readonly type: 'message';
  readonly from: From;
  readonly text: string;
  readonly textFormat: 'markdown' | 'plain';
  readonly locale?: string;
  readonly value?: ChoiceValue;
  readonly channelData: ChannelData;
  readonly attachments?: readonly Attachment[];
  readonly suggestedActions?: { readonly to: readonly string[]; readonly actions: readonly CardAction[] };
  readonly inputHint?: 'acceptingInput';
  readonly replyToId?: string;
}

interface TypingActivity extends Sent {
  readonly type: 'typing';
  readonly from: From;
  readonly channelData: ChannelData;
}

interface ChannelData {
  /** The client's own id of its message, by which it recognises the echo. */
  readonly clientActivityID?: string;
  /** The same, in the older spelling that some clients use. */
  readonly clientActivityId?: string;
  /** Web Chat sorts activities by this, so that clock differences between processes do not matter. */
  readonly 'webchat:sequence-id': number;
  /** For a person who may have to leave at once: URL of the harmless page to go to. */
  readonly quickExit?: string;
  /** Who of the city's people says it. */
  readonly speaker?: string;
  /** Who of the city's people answers in this conversation while the bot says it. */
  readonly attendedBy?: string;
  /** The entry that a message answers with: its reader may rate it by `useful:` or `useless:` and this. */
  readonly answers?: string;
  /** Whether its reader can have a proof of it. */
  readonly provable?: true;
}

interface ChoiceValue {
  readonly choice: string;
}

export interface Attachment {
  readonly contentType: string;
  readonly contentUrl: string;
  readonly name: string;
}

/** A suggestion that sends `value` and shows `displayText` as the person's message. */
export interface CardAction {
  readonly type: 'messageBack';
  readonly title: string;
  readonly text: string;
  readonly displayText: string;
  readonly value: ChoiceValue;
}

/** Activities and the cursor after them; without a cursor they are transient and not replayed. */
export interface ActivitySet {
  readonly activities: readonly Activity[];
  readonly watermark?: string;
}

/** Id of a part of a turn: 0 is the person's message, 1 and up are the bot's. */
export function activityId(platformConversation: string, revision: number, ordinal: number): string {
  return `${platformConversation}|${String(revision).padStart(7, '0')}.${ordinal}`;
}
