import { z } from 'zod';

const id = z.string().min(1).max(1_024);

/** A file, picture or card attached to a message. */
const attachment = z.object({
  contentType: z.string().max(200),
  contentUrl: z.string().max(8_192).nullish(),
  name: z.string().max(1_024).nullish(),
  content: z.unknown().optional(),
});

export type Attachment = z.infer<typeof attachment>;

/**
 * The properties of an activity (Bot Framework protocol 3) that are read; channels send many more, which are ignored.
 */
const activity = z.object({
  type: z.string().min(1).max(64),
  id: id.nullish(),
  timestamp: z.string().max(64).nullish(),
  serviceUrl: z.url({ protocol: /^https?$/ }).max(2_048),
  channelId: z.string().min(1).max(64),
  from: z.object({ id, role: z.string().nullish(), aadObjectId: z.string().max(64).nullish() }).nullish(),
  recipient: z.object({ id, name: z.string().max(1_024).nullish() }),
  conversation: z.object({
    id,
    conversationType: z.string().max(64).nullish(),
    isGroup: z.boolean().nullish(),
    tenantId: z.string().max(256).nullish(),
  }),
  name: z.string().max(200).nullish(),
  action: z.string().max(64).nullish(),
  text: z.string().max(200_000).nullish(),
  locale: z.string().max(64).nullish(),
  replyToId: id.nullish(),
  value: z.unknown().optional(),
  attachments: z.array(attachment).max(100).nullish(),
  entities: z.array(z.looseObject({ type: z.string() })).nullish(),
  membersAdded: z.array(z.object({ id })).nullish(),
  channelData: z.object({ eventType: z.string().max(64).nullish() }).nullish(),
});

export type ReadActivity = z.infer<typeof activity>;

/** The channel id of Teams itself; other Bot Framework channels differ in what they show. */
export const teamsChannel = 'msteams';

/** Null when it is not an activity; `fault` then names the first invalid property. */
export function readActivity(
  body: unknown,
): { activity: ReadActivity; fault: null } | { activity: null; fault: string } {
  const parsed = activity.safeParse(body);
  if (parsed.success) return { activity: parsed.data, fault: null };
  return { activity: null, fault: parsed.error.issues[0]?.path.join('.') || 'the body' };
}

/** Whether others read along: everywhere but in a chat between one person and the bot. */
export function isGroupChat({ conversation }: Pick<ReadActivity, 'conversation'>): boolean {
  const { conversationType, isGroup } = conversation;
  return conversationType ? conversationType !== 'personal' : isGroup === true;
}
