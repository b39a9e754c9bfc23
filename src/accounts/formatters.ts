import { z } from 'zod';
import type { AgentId } from '../core/model/agent.ts';
import type { AccountPeople, RequestForm } from './accountFile.ts';

/**
 * The confidential part of a step: who took it, why, who is behind the account. It names people, so it is sealed, as
 * people's messages are.
 */
export interface StepPayload {
  /** Who took the step: an administrator of the staff. */
  readonly by: AgentId;
  readonly reason: string | null;
  readonly people: AccountPeople | null;
  readonly form: RequestForm | null;
}

const storedPayload: z.ZodType<StepPayload> = z.object({
  by: z.string(),
  reason: z.string().nullable(),
  people: z.object({ owner: z.string(), administrators: z.array(z.string()) }).nullable(),
  form: z
    .object({ objectives: z.string(), audience: z.string(), content: z.string(), signedBy: z.string() })
    .nullable(),
});

/** The payload as the text that is sealed. */
export function writePayload(payload: StepPayload): string {
  return JSON.stringify(payload);
}

/** Parses an opened payload; null when the text is not one. */
export function readPayload(text: string): StepPayload | null {
  try {
    return storedPayload.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
