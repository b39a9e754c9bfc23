/** Activities as they leave, in the part of the Bot Framework schema that the web chat uses. */
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

export interface TypingActivity extends Sent {
  readonly type: 'typing';
  readonly from: From;
  readonly channelData: ChannelData;
}

export interface ChannelData {
  /** The client's own id of its message, by which it knows the echo. */
  readonly clientActivityID?: string;
  /** The same for clients that spell it the old way. */
  readonly clientActivityId?: string;
  /** Web Chat's order of activities, so that clocks of several processes can't change it. */
  readonly 'webchat:sequence-id': number;
  /** Who reads this may have to leave at once: the address of a harmless page to take them to. */
  readonly quickExit?: string;
}

export interface ChoiceValue {
  readonly choice: string;
}

export interface Attachment {
  readonly contentType: string;
  readonly contentUrl: string;
  readonly name: string;
}

/** A suggestion that sends `value` and shows `displayText` as the person's words. */
export interface CardAction {
  readonly type: 'messageBack';
  readonly title: string;
  readonly text: string;
  readonly displayText: string;
  readonly value: ChoiceValue;
}

/** Activities and the cursor behind them; without a cursor they are passing news that a resume does not bring again. */
export interface ActivitySet {
  readonly activities: readonly Activity[];
  readonly watermark?: string;
}

/** The id of a part of a turn: 0 is what the person sent, 1 and on what the bot said. */
export function activityId(platformConversation: string, revision: number, ordinal: number): string {
  return `${platformConversation}|${String(revision).padStart(7, '0')}.${ordinal}`;
}
