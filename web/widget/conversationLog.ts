import type { Activity } from './directLineWire.ts';
import { freeFiles } from './localFiles.ts';

/** One message as it is shown. */
export interface ShownMessage {
  /** The client's own id of a person's message, else the activity's id: one line of the conversation has one key. */
  readonly key: string;
  readonly from: 'user' | 'bot';
  readonly text: string;
  readonly isMarkdown: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Its position in the list; entries that the server has not confirmed come last. */
  readonly order: number;
  readonly state: 'sending' | 'sent' | 'failed';
  readonly choices: readonly OfferedChoice[];
  readonly files: readonly { readonly name: string; readonly url: string | null }[];
  readonly locale: string | null;
  /** Address for a quick exit because of this message; null: none needed. */
  readonly quickExit: string | null;
  /** Who of the city's people says it; null: the bot does, or the person. */
  readonly speaker: string | null;
  /** Who of the city's people answers at the time of the message; null: nobody. */
  readonly attendedBy: string | null;
  /** The entry that it answers with, which may be rated; null: none. */
  readonly answers: string | null;
  /** Whether there is a proof of it to have. */
  readonly isProvable: boolean;
  /** What the person said of it, as a choice; null: nothing yet. */
  readonly rated: string | null;
}

export interface OfferedChoice {
  readonly label: string;
  readonly value: string;
}

/** The conversation as this page knows it: each message is in it once, however often it arrives. */
export interface ConversationLog {
  /** In the order of the conversation. */
  entries(): readonly ShownMessage[];
  /** Whether the server has said that it has the message. */
  isConfirmed(key: string): boolean;
  /** Adds what the server says. `said`: what of it the bot said; `isNews`: whether anything of it was not known. */
  take(activities: readonly Activity[]): { readonly said: readonly ShownMessage[]; readonly isNews: boolean };
  /** Adds what the person wrote, before the server has it. */
  put(key: string, text: string, files: ShownMessage['files'], at: number): void;
  /** Notes what the person says of an answer, before the server has it; null: that failed. */
  rate(key: string, choice: string | null): void;
  mark(key: string, state: ShownMessage['state']): void;
  clear(): void;
  /** Forgets what the server said, and keeps what it has not confirmed. */
  forgetConfirmed(): void;
}

const unconfirmed = Number.POSITIVE_INFINITY;

export function createLog(): ConversationLog {
  const known = new Map<string, ShownMessage>();
  let sorted: readonly ShownMessage[] | null = null;
  let count = 0;
  /** Keys of ratings that the server has. */
  const ratings = new Set<string>();

  const set = (entry: ShownMessage) => {
    known.set(entry.key, entry);
    sorted = null;
  };

  return {
    entries() {
      // Map keeps the order of arrival, and sorting is stable.
      sorted ??= [...known.values()].sort((one, other) => (one.order === other.order ? 0 : one.order - other.order));
      return sorted;
    },
    isConfirmed: (key) => ratings.has(key) || (known.get(key)?.order ?? unconfirmed) !== unconfirmed,
    take(activities) {
      const said: ShownMessage[] = [];
      let isNews = false;
      for (const activity of activities) {
        if (activity.type !== 'message') continue;
        const choice = activity.value?.choice ?? '';
        const rated = /^use(?:ful|less):([^/]+)/.exec(choice)?.[1];
        if (rated !== undefined) {
          // It is shown below the answer, and is no line of the conversation.
          const answer = [...known.values()].findLast(({ answers }) => answers === rated);
          const isNew = answer !== undefined && answer.rated !== choice;
          if (isNew) set({ ...answer, rated: choice });
          if (isNew) isNews = true;
          ratings.add(activity.channelData?.clientActivityID ?? '');
          continue;
        }
        count += 1;
        const entry = entryOf(activity, count);
        const before = known.get(entry.key);
        if (before && before.order !== unconfirmed) continue;
        // This page has its own files already.
        const isSame = before?.files.length === entry.files.length;
        if (before && !isSame) freeFiles(before.files);
        set(before && isSame ? { ...entry, files: before.files } : entry);
        isNews = true;
        if (entry.from === 'bot') said.push(entry);
        if (activity.value?.choice === 'erase:yes') eraseBefore(entry.order);
      }
      return { said: said.filter(({ key }) => known.has(key)), isNews };
    },
    put(key, text, files, at) {
      set({
        key,
        from: 'user',
        text,
        isMarkdown: false,
        at,
        order: unconfirmed,
        state: 'sending',
        choices: [],
        files,
        locale: null,
        quickExit: null,
        speaker: null,
        attendedBy: null,
        answers: null,
        isProvable: false,
        rated: null,
      });
    },
    rate(key, choice) {
      const entry = known.get(key);
      if (entry) set({ ...entry, rated: choice });
    },
    mark(key, state) {
      const entry = known.get(key);
      if (entry && entry.order === unconfirmed && entry.state !== state) set({ ...entry, state });
    },
    clear: () => forget(() => true),
    forgetConfirmed: () => forget(({ order }) => order !== unconfirmed),
  };

  /** Messages erased on the server must not stay on the screen. */
  function eraseBefore(order: number): void {
    forget((entry) => entry.order < order);
  }

  function forget(isMeant: (entry: ShownMessage) => boolean): void {
    for (const entry of [...known.values()].filter(isMeant)) {
      known.delete(entry.key);
      freeFiles(entry.files);
    }
    sorted = null;
  }
}

function entryOf(activity: Activity, count: number): ShownMessage {
  const from = activity.from.role === 'bot' ? 'bot' : 'user';
  const { clientActivityID, 'webchat:sequence-id': sequence, ...data } = activity.channelData ?? {};
  const { quickExit, answers, provable, speaker = null, attendedBy = speaker } = data;
  return {
    key: (from === 'user' && clientActivityID) || activity.id || `unnamed-${count}`,
    from,
    text: activity.text ?? '',
    isMarkdown: from === 'bot' && activity.textFormat !== 'plain',
    at: Date.parse(activity.timestamp ?? '') || 0,
    order: sequence ?? count,
    state: 'sent',
    choices: (activity.suggestedActions?.actions ?? []).flatMap(({ title, value }) =>
      value?.choice === undefined ? [] : [{ label: title, value: value.choice }],
    ),
    files: (activity.attachments ?? []).map(({ name, contentUrl }) => ({ name: name ?? '', url: contentUrl })),
    locale: activity.locale ?? null,
    quickExit: from === 'bot' && quickExit && /^https?:/i.test(quickExit) ? quickExit : null,
    speaker,
    attendedBy,
    answers: answers ?? null,
    isProvable: provable === true,
    rated: null,
  };
}
