import type { TranscriptTurn } from '../../src/core/journal/transcript.ts';
import { type FileRef, type Inbound, type Rendered, visibleText } from '../../src/core/model/message.ts';
import { type Activity, type Attachment, activityId, type From, type MessageActivity } from './directline/activity.ts';

/** The client for whom activities are written. */
export interface Reader {
  readonly platformConversation: string;
  /** The client's id for its person. */
  readonly user: string;
  readonly botName: string;
  /** Temporary URL from which the client may fetch a file. */
  fileUrl(id: string): string;
  /** Where a client takes a person who must leave at once. */
  readonly quickExit: string;
  /** Whether answers can be proven: there is a public log. */
  readonly proves: boolean;
}

/** Converts a turn for a Direct Line client: the echo of the person's message, then the bot's; none once erased. */
export function activitiesOf(turn: TranscriptTurn, reader: Reader): readonly Activity[] {
  if (turn.content === null) return [];
  const { inbound, outbound } = turn.content;
  const timestamp = new Date(turn.at).toISOString();
  const said = outbound.map((message, index) => fromBot(message, index + 1, turn.revision, timestamp, reader));
  if (inbound === null || inbound.content.kind === 'start') return said;
  const replyToId = activityId(reader.platformConversation, turn.revision, 0);
  return [echo(inbound, turn.revision, timestamp, reader), ...said.map((activity) => ({ ...activity, replyToId }))];
}

/** A typing indicator of the bot, after the turn with revision `cursor`. */
export function typing(reader: Reader, cursor: number, now: number): Activity {
  return {
    type: 'typing',
    id: `${reader.platformConversation}|typing.${now}`,
    timestamp: new Date(now).toISOString(),
    channelId: 'directline',
    conversation: { id: reader.platformConversation },
    from: bot(reader),
    channelData: { 'webchat:sequence-id': cursor + 0.999 },
  };
}

function bot(reader: Reader): From {
  return { id: 'finestreta', name: reader.botName, role: 'bot' };
}

function echo(inbound: Inbound, revision: number, timestamp: string, reader: Reader): MessageActivity {
  const { content, id } = inbound;
  return {
    type: 'message',
    id: activityId(reader.platformConversation, revision, 0),
    timestamp,
    channelId: 'directline',
    conversation: { id: reader.platformConversation },
    from: { id: reader.user, role: 'user' },
    text: visibleText(content),
    textFormat: 'plain',
    ...(content.kind === 'choice' && { value: { choice: content.value } }),
    ...(content.kind === 'files' && { attachments: content.files.map((file) => attachment(file, reader)) }),
    channelData: { clientActivityID: id, clientActivityId: id, 'webchat:sequence-id': revision },
  };
}

function attachment(file: FileRef, reader: Reader): Attachment {
  return { contentType: file.type, contentUrl: reader.fileUrl(file.id), name: file.name };
}

function fromBot(
  message: Rendered,
  ordinal: number,
  revision: number,
  timestamp: string,
  reader: Reader,
): MessageActivity {
  return {
    type: 'message',
    id: activityId(reader.platformConversation, revision, ordinal),
    timestamp,
    channelId: 'directline',
    conversation: { id: reader.platformConversation },
    from: bot(reader),
    text: message.text,
    textFormat: message.markup,
    locale: message.locale,
    inputHint: 'acceptingInput',
    ...(message.files.length > 0 && { attachments: message.files.map((file) => attachment(file, reader)) }),
    ...(message.choices.length > 0 && {
      suggestedActions: {
        to: [],
        actions: message.choices.map(({ label, value }) => ({
          type: 'messageBack',
          title: label,
          text: label,
          displayText: label,
          value: { choice: value },
        })),
      },
    }),
    channelData: {
      'webchat:sequence-id': revision + ordinal / 1_000,
      ...(message.speaker !== undefined && { speaker: message.speaker }),
      ...(message.attendedBy !== undefined && { attendedBy: message.attendedBy }),
      ...(message.answers !== undefined && { answers: message.answers, ...(reader.proves && { provable: true }) }),
      ...(message.quickExit && { quickExit: reader.quickExit }),
    },
  };
}
