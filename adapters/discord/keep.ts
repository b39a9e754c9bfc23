import { z } from 'zod';
import { codeOf } from '../../src/core/model/errors.ts';
import type { Log } from '../../src/core/ports/log.ts';
import type { ChannelNotes } from '../adapter.ts';
import { type Chat, createMissed, type Missed } from './missed.ts';
import type { Notes } from './notes.ts';
import { createSessions, type Sessions } from './session.ts';

/** How far an account has listened: where it can go on, here or in another process. */
export interface Keep {
  readonly sessions: Sessions;
  readonly missed: Pick<Missed, 'passed' | 'find'>;
  /** Notes a message that was handled. */
  saw(chat: Chat): void;
  /** Writes it all down for whoever listens next. Never rejects. */
  save(): Promise<void>;
}

export interface KeepDeps {
  readonly notes: Notes;
  readonly sealed: ChannelNotes;
  readonly log: Log;
}

const session = z.object({
  sessionId: z.string(),
  resumeURL: z.string(),
  sequence: z.number(),
  shardCount: z.number(),
  shardId: z.number(),
});
const chat = z.object({ channel: z.string(), server: z.string().nullable() });
const written = z.object({
  session: session.nullable(),
  chats: z.array(
    z.union([
      chat.extend({ message: z.string() }),
      z.object({ conversation: z.string(), name: z.string(), message: z.string() }),
    ]),
  ),
});

type Written = z.infer<typeof written>;

/** Takes up what was written down last. */
export async function loadKeep({ notes, sealed: records, log }: KeepDeps): Promise<Keep> {
  const before = read(await notes.read());
  const chats = await Promise.all(before.chats.map((each) => chatOf(each, records)));
  const sessions = createSessions(before.session);
  const missed = createMissed(chats.filter((chat) => chat !== null));
  const trying = (work: Promise<void>) =>
    work.catch((error) => log.warn({ code: codeOf(error) }, 'how far Discord was listened to could not be noted'));

  return {
    sessions,
    missed,
    saw(chat) {
      const { sealed, channel, server } = chat;
      if (!missed.saw(chat) || sealed === null) return;
      void trying(records.seal(sealed.conversation, sealed.name, Buffer.from(JSON.stringify({ channel, server }))));
    },
    save() {
      const chats = missed.chats().map(({ sealed, channel, server, message }) => {
        return sealed === null ? { channel, server, message } : { ...sealed, message };
      });
      return trying(notes.write(JSON.stringify({ session: sessions.retrieve(), chats })));
    },
  };
}

/** What is written in a shape that this version does not know counts as nothing: the account begins anew. */
function read(note: string | null): Written {
  const parsed = note === null ? null : written.safeParse(JSON.parse(note));
  return parsed?.success ? parsed.data : { session: null, chats: [] };
}

/** A chat that was written down. Which one it is goes with the conversation when a person erases it: then null. */
async function chatOf(given: Written['chats'][number], records: ChannelNotes): Promise<Chat | null> {
  if ('channel' in given) return { ...given, sealed: null };
  const { conversation, name, message } = given;
  const bytes = await records.open(conversation, name);
  if (bytes === null) return null;
  return { ...chat.parse(JSON.parse(Buffer.from(bytes).toString())), message, sealed: { conversation, name } };
}
