import { z } from 'zod';
import { codeOf } from '../../src/core/model/errors.ts';
import type { NoteStore } from '../../src/core/ports/files.ts';
import type { Log } from '../../src/core/ports/log.ts';
import { createMissedMessages, type MissedMessages, type ReadPosition } from './missedMessages.ts';
import type { Notes } from './notes.ts';
import { createSessions, type Sessions } from './session.ts';

/** How far an account has received events, so that this or another process can resume. */
export interface ResumeState {
  readonly sessions: Sessions;
  readonly missed: Pick<MissedMessages, 'passed' | 'find'>;
  /** Records a message that was handled. */
  saw(chat: ReadPosition): void;
  /** Saves everything for the next process. Never rejects. */
  save(): Promise<void>;
}

interface ResumeStateDeps {
  readonly notes: Notes;
  readonly sealed: NoteStore;
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

/** Loads the state that was saved last. */
export async function loadResumeState({ notes, sealed: records, log }: ResumeStateDeps): Promise<ResumeState> {
  const before = read(await notes.read());
  const chats = await Promise.all(before.chats.map((each) => chatOf(each, records)));
  const sessions = createSessions(before.session);
  const missed = createMissedMessages(chats.filter((chat) => chat !== null));
  const trying = (work: Promise<void>) =>
    work.catch((error) => log.warn({ code: codeOf(error) }, 'the Discord resume state could not be saved'));

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

/** A note in an unknown format is ignored: the account starts without a session. */
function read(note: string | null): Written {
  const parsed = note === null ? null : written.safeParse(JSON.parse(note));
  return parsed?.success ? parsed.data : { session: null, chats: [] };
}

/** Opens the reference to a saved chat. It is erased with the person's conversation: then null. */
async function chatOf(given: Written['chats'][number], records: NoteStore): Promise<ReadPosition | null> {
  if ('channel' in given) return { ...given, sealed: null };
  const { conversation, name, message } = given;
  const bytes = await records.open(conversation, name);
  if (bytes === null) return null;
  return { ...chat.parse(JSON.parse(Buffer.from(bytes).toString())), message, sealed: { conversation, name } };
}
