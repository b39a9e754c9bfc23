/** The part of Direct Line 3.0 that the widget reads. */
export interface Activity {
  readonly type: string;
  readonly id?: string;
  readonly timestamp?: string;
  readonly from: { readonly id: string; readonly role?: string };
  readonly text?: string;
  readonly textFormat?: string;
  readonly locale?: string;
  readonly value?: { readonly choice?: string };
  readonly suggestedActions?: { readonly actions: readonly CardAction[] };
  readonly attachments?: readonly { readonly contentUrl: string; readonly name?: string }[];
  readonly channelData?: {
    readonly clientActivityID?: string;
    readonly 'webchat:sequence-id'?: number;
    /** Address of a harmless page, for people who must leave at once. */
    readonly quickExit?: string;
    /** Who of the city's people says it. */
    readonly speaker?: string;
    /** Who of the city's people answers in this conversation while the bot says it. */
    readonly attendedBy?: string;
    /** The entry that the message answers with. */
    readonly answers?: string;
    /** Whether there is a proof of it to have. */
    readonly provable?: true;
  };
}

interface CardAction {
  readonly title: string;
  readonly displayText?: string;
  readonly value?: { readonly choice?: string };
}

/** Activities and the cursor after them; without a cursor they are transient, like typing. */
export interface ActivitySet {
  readonly activities: readonly Activity[];
  readonly watermark?: string;
}

/** The server's answer when a conversation is started, resumed or prolonged. */
export interface Connection {
  readonly conversationId: string;
  readonly token: string;
  /** Seconds. */
  readonly expires_in: number;
  readonly streamUrl?: string;
}

/** Something that a person sends. */
export interface OutgoingMessage {
  /** The client's own id: the same for every attempt, so that the server takes it once. */
  readonly key: string;
  readonly text: string;
  /** The value of a pressed choice. */
  readonly choice?: string;
  /** A position, degrees of WGS 84. */
  readonly place?: { readonly latitude: number; readonly longitude: number };
  readonly files?: readonly File[];
}
