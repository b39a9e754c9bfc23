import type { ShownMessage } from '../conversationLog.ts';
import type { KeptCases } from '../keptCases.ts';
import type { WidgetStrings } from '../strings.ts';

/** Degrees of WGS 84. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** What the chat does for its extras. */
export interface ExtrasHost {
  readonly strings: WidgetStrings;
  /** Address of the server, without a slash at its end. */
  readonly base: string;
  readonly cases: KeptCases;
  /** The button that opens the list of cases. */
  readonly casesButton: HTMLElement;
  /** Most megabytes of a file; 0 for no files. */
  readonly uploadMb: number;
  /** Sends files as a message of the person. */
  attach(files: readonly File[]): void;
  /** Sends a position as a message of the person. */
  locate(point: Point): void;
  /** The newest turn of the bot. */
  newest(): readonly ShownMessage[];
  /** A message as its words are seen, below who says it. */
  textOf(entry: ShownMessage): string;
  /** Tells those who use a screen reader. */
  say(text: string): void;
  /** Tells everybody, until the next event. */
  notify(text: string): void;
  /** Takes the focus back to where the person writes. */
  leave(): void;
}

/** One of the extras: its button, and what it shows once that is pressed. */
export interface Extra {
  readonly button: HTMLElement;
  readonly element: HTMLElement;
  /** Ends what goes on, and shows its button alone. */
  stop(): void;
}

/** What the chat loads only when somebody asks for it: `createExtras` of `extras.ts`. */
export interface Extras {
  /** What its elements look like. */
  readonly styles: string;
  readonly elements: readonly HTMLElement[];
  /** The list of the cases of this browser. */
  readonly cases: { toggle(): void; draw(): void };
  open(): void;
  isOpen(): boolean;
  close(): void;
  /** Saves the conversation as a text file. */
  save(entries: readonly ShownMessage[]): void;
  /** Ends what is being read or is open, by Escape. True when there was something. */
  dismiss(): boolean;
  /** The bot has said something while the page was open. */
  news(entries: readonly ShownMessage[]): void;
  /** The panel is closed or left: ends all that goes on. */
  stop(): void;
}

/** The module of the second file. */
export interface ExtrasModule {
  createExtras(host: ExtrasHost): Extras;
}
