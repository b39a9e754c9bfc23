import { createHash } from 'node:crypto';
import type { RetentionPolicy } from '../core/model/rights/retention.ts';
import type { CalendarFile, ProtocolFile } from '../protocol/index.ts';
import type { PublicHolidays } from '../protocol/time/index.ts';
import type { AnnouncementFile } from './schema/announcements.ts';
import type { CannedFile } from './schema/canned.ts';
import type { DangersContent } from './schema/dangers.ts';
import type { FaqFile } from './schema/faq.ts';
import type { FlowFile, FlowWordsFile, StreetsFile } from './schema/flows.ts';
import type { KindFile } from './schema/kinds.ts';
import type { SubscriptionsFile } from './schema/subscriptions.ts';
import type { CommandsFile, CouncilFile, DepartmentsFile, PhrasesFile, SmalltalkFile } from './schema/talk.ts';
import type { EvaluationFile, TestsFile } from './schema/tests.ts';
import type { ActsFile, AspectsFile, LanguagesFile } from './schema/understandingFiles.ts';

/** The protocol for messages, and the working hours. */
export interface ProtocolContent {
  readonly protocol: ProtocolFile;
  readonly calendar: CalendarFile;
  readonly publicHolidays: PublicHolidays;
}

/** Everything in `dialogs/`, checked. */
export interface Content extends ProtocolContent {
  readonly council: CouncilFile;
  readonly departments: DepartmentsFile;
  readonly phrases: PhrasesFile;
  readonly commands: CommandsFile;
  readonly smalltalk: SmalltalkFile;
  /** How people ask about one side of a service; empty where nothing says so. */
  readonly aspects: AspectsFile;
  /** What people do with a message besides asking; empty where nothing says so. */
  readonly acts: ActsFile;
  /** First answers in languages that are not the bot's own; empty where there are none. */
  readonly languages: LanguagesFile;
  /** By file path under `dialogs/`, as in `faq/padro.yaml`. */
  readonly faq: Readonly<Record<string, FaqFile>>;
  /**
   * Kinds of messages with their rules and examples, by file path, as in `kinds/emergency.yaml`; empty where there are
   * none.
   */
  readonly kinds: Readonly<Record<string, KindFile>>;
  /** Matters that take several messages, by file path, as in `flows/street-incident.yaml`; absent where there are none. */
  readonly flows?: Readonly<Record<string, FlowFile>>;
  /** What the city says on its own initiative, by file path, as in `announcements/works.yaml`; absent where there is nothing. */
  readonly announcements?: Readonly<Record<string, AnnouncementFile>>;
  /** What people may be told of, and when; absent: nobody can ask for it. */
  readonly subscriptions?: SubscriptionsFile;
  readonly flowWords?: FlowWordsFile;
  /** Streets and squares of the town. */
  readonly streets?: StreetsFile;
  /** Dangers to life, and whom to call. */
  readonly dangers: DangersContent;
  /** How long what people write is kept; absent: nothing is erased unless somebody asks for it. */
  readonly retention?: RetentionPolicy;
  /** Replies that the team often sends; absent where there are none. */
  readonly canned?: CannedFile;
  /** Questions that the council wants answered so; absent where there are none. */
  readonly tests?: TestsFile;
  /** Questions that show what a change of the content does, never learnt from; absent where there are none. */
  readonly evaluation?: EvaluationFile;
}

/** Short hash of exactly this content: the same on every machine. */
export function versionOf(content: Content): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}
