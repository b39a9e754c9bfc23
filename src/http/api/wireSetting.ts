import type { Agent } from '../../core/model/agent.ts';
import type { Absence } from '../../core/model/desk/absence.ts';
import type { CaseLabel, Macro, ShareRule } from '../../core/model/desk/deskSettings.ts';
import type { Kind } from '../../core/model/kind.ts';
import type { Locale, Localised } from '../../core/model/locale.ts';

export interface Me extends Agent {
  readonly locale: Locale;
  /** Whether a second factor is set up. */
  readonly secondFactor: boolean;
  /** The town's time zone, a name of the IANA list. */
  readonly timeZone: string;
  /** Until when they are away, and their deputy; null: they are not. */
  readonly absence: Absence | null;
}

export interface DepartmentNames {
  readonly id: string;
  readonly name: Localised;
  /** The name in a sentence, with its article. */
  readonly withArticle: Localised;
}

/** The key by which an administrator proves their identity on the command line; shown once. */
export interface OperatorKey {
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface Setting {
  readonly departments: readonly DepartmentNames[];
  readonly colleagues: readonly Pick<Agent, 'id' | 'name' | 'departments' | 'availability' | 'locales'>[];
  /** People who no longer get cases: earlier actions still show their names. */
  readonly others: readonly Pick<Agent, 'id' | 'name'>[];
  readonly accounts: readonly { readonly id: string; readonly name: string; readonly channel: string }[];
  readonly canned: readonly CannedReply[];
  /** Whether what citizens write can be translated. */
  readonly translates: boolean;
  /** Whether what the bot says is edited here; false: as files (`CONTENT=files`). */
  readonly editsContent: boolean;
  readonly labels: readonly CaseLabel[];
  readonly macros: readonly Macro[];
  readonly rules: readonly ShareRule[];
  /** Who is away, and their deputy; also those that have just ended. */
  readonly absences: readonly Absence[];
  readonly tones: Readonly<Record<string, Localised>>;
  readonly administrativeSilences: Readonly<Record<string, Localised>>;
  readonly conditions: Readonly<Record<string, Localised>>;
}

export interface CannedReply {
  readonly id: string;
  readonly title: Localised;
  /** With `{{code}}`, `{{agent}}`, `{{department}}` and `{{deadline}}`. */
  readonly text: Localised;
  /** The cases that it is suggested for; null: none. */
  readonly suggestFor: SuggestFor | null;
}

/** Each list with something in it must fit, and one of it is enough. */
export interface SuggestFor {
  readonly kinds: readonly Kind[];
  readonly departments: readonly string[];
  readonly entries: readonly { readonly id: string; readonly title: Localised }[];
  /** What the person wrote last: a word counts by its beginning, and of several together each must be there. */
  readonly words: readonly string[];
}
