import type { AgentId } from '../../model/agent.ts';
import type { Commit } from '../../model/commit.ts';
import type { ConversationId } from '../../model/conversation.ts';
import type { PersonalData, StatementKind } from '../../model/rights/personalData.ts';
import type { RequestedRight, RightsRequest } from '../../model/rights/rightsRequest.ts';

/** What a member of staff opens on behalf of a person. */
export interface NewRightsRequest {
  readonly right: RequestedRight;
  /** A case's code, a conversation's id, or an e-mail address that the person confirmed. */
  readonly of: string;
  /** How the person was identified, and where the request is kept. */
  readonly identified: string;
  /** The day on which it reached the council, `YYYY-MM-DD` where the town is. */
  readonly receivedOn: string;
}

/** How a request ends. */
export interface RightsAnswer {
  readonly outcome: 'done' | 'refused';
  /** What the person is told, or why it is refused. */
  readonly note: string;
  /** What is right; empty unless it is a correction that is made. */
  readonly correction: string;
}

/** A request with what was said about it. Null: it is sealed under a key that is lost. */
export interface RightsRequestDetails {
  readonly request: RightsRequest;
  readonly identified: string | null;
  readonly answer: string | null;
}

/** Answers what people ask of what is kept about them, within the time that the law sets. Everything is recorded. */
export interface RightsDesk {
  /** Open requests, the nearest deadline first, then closed ones, the newest first. */
  list(): Promise<readonly RightsRequestDetails[]>;
  /** One of them; null: it is unknown, or older than what is remembered. */
  find(id: string): Promise<RightsRequestDetails | null>;
  /** @throws {CodedError} `rights.no-person` where nothing is kept about the person, `input.invalid` for a day to come */
  open(request: NewRightsRequest, by: AgentId): Promise<RightsRequest>;
  /** What a person states themself about what was said: it is added there at once, and becomes a request. */
  openForPerson(
    kind: StatementKind,
    conversation: ConversationId,
    { id, text }: { readonly id: string; readonly text: string },
  ): Promise<RightsRequest>;
  /** Whether a request restricts a conversation, so that only its answer lifts that. */
  restricts(conversation: ConversationId): Promise<boolean>;
  /** Everything that is kept about the person. The caller records that it is read. @throws {CodedError} `rights.unknown` */
  collect(id: string): Promise<PersonalData>;
  /** Records that everything was saved for the person. */
  noteSaved(id: string, by: AgentId): Promise<RightsRequest>;
  /**
   * Does what is asked, or refuses it, and closes the request.
   * @throws {CodedError} `rights.unknown`, `rights.closed`, `rights.step`, `case.held`
   */
  answer(id: string, answer: RightsAnswer, by: AgentId): Promise<RightsRequest>;
  /** Takes the two further months. @throws {CodedError} as `answer` */
  extend(id: string, reason: string, by: AgentId): Promise<RightsRequest>;
  /** Lets what was restricted be used again. @throws {CodedError} as `answer` */
  unrestrict(id: string, reason: string, by: AgentId): Promise<RightsRequest>;
  /** The commit that answered a request; null: it is open, or older than what is remembered. */
  answeredBy(id: string): Promise<Commit | null>;
}
