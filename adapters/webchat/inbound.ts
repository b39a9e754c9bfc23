import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isLocale, type Locale } from '../../src/core/model/locale.ts';
import { type Inbound, type InboundContent, pointText } from '../../src/core/model/message.ts';
import { textLength } from './capabilities.ts';
import { Refusal } from './directline/refusal.ts';

/** The id of the turn that opens a conversation; a person's message may not use it. */
export const startId = 'start';

const clientId = z
  .string()
  .min(1)
  .max(200)
  .refine((id) => id.isWellFormed(), 'must be well-formed Unicode')
  .refine((id) => id !== startId, `must not be "${startId}", which is reserved for the start of the conversation`);

/** The properties of a posted activity that are read. Clients send many more, which are ignored. */
const postedActivity = z.object({
  type: z.string().min(1).max(64),
  text: z.string().max(textLength, `must have at most ${textLength} characters; split the message`).nullish(),
  value: z.unknown().optional(),
  locale: z.string().max(64).nullish(),
  attachments: z.array(z.unknown()).nullish(),
  entities: z.array(z.unknown()).nullish(),
  channelData: z
    .object({
      clientActivityID: clientId.nullish(),
      clientActivityId: clientId.nullish(),
      messageBack: z.object({ displayText: z.string().max(textLength).nullish() }).nullish(),
    })
    .nullish(),
});

type PostedActivity = z.infer<typeof postedActivity>;

/** A position, as the Bot Framework writes it: an entity of the activity. */
const placeEntity = z.object({
  type: z.literal('Place'),
  geo: z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }),
});

const choiceValue = z.object({ choice: z.string().min(1).max(200) });

/** Validates a posted activity. Throws `input.invalid` with a message that names the property. */
export function parseActivity(body: unknown): PostedActivity {
  const parsed = postedActivity.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') || 'the activity';
  throw new Refusal(400, 'input.invalid', `Fix the activity and post it again: ${path}: ${issue?.message}.`);
}

/** Converts a posted message to the core's format. Throws `input.invalid` when it is empty. */
export function toInbound(activity: PostedActivity, id: string, pageLocale: Locale | null): Inbound {
  return { id, content: contentOf(activity), localeHint: toLocale(activity.locale) ?? pageLocale };
}

/** Converts a posted message with files; its content is built from its text. */
export function toFilesInbound(
  activity: PostedActivity,
  id: string,
  content: (text: string) => InboundContent,
  pageLocale: Locale | null,
): Inbound {
  return { id, content: content(textOf(activity)), localeHint: toLocale(activity.locale) ?? pageLocale };
}

/** The client's own id of a message, else a new one. */
export function inboundId({ channelData }: PostedActivity): string {
  return channelData?.clientActivityID ?? channelData?.clientActivityId ?? randomUUID();
}

/** The supported language of a language tag (BCP 47), null when there is none. */
export function toLocale(tag: string | null | undefined): Locale | null {
  const language = tag?.split(/[-_]/, 1)[0]?.toLowerCase();
  return isLocale(language) ? language : null;
}

function textOf(activity: PostedActivity): string {
  return (activity.text ?? activity.channelData?.messageBack?.displayText ?? '').toWellFormed();
}

function contentOf(activity: PostedActivity): InboundContent {
  const text = textOf(activity);
  if (activity.attachments && activity.attachments.length > 0) throw new Refusal(400, 'input.invalid', filesElsewhere);
  const choice = activity.value ? choiceValue.safeParse(activity.value) : null;
  if (choice?.success) return { kind: 'choice', value: choice.data.choice.toWellFormed(), text };
  const place = placeIn(activity);
  // What a client writes in words is the position again, unless it is the name of the place.
  if (place !== null) return { kind: 'location', ...place, text: text.trim() === pointText(place) ? '' : text };
  if (text.trim() === '') throw new Refusal(400, 'input.invalid', nothingSaid);
  return { kind: 'text', text };
}

/** The first position among the entities of an activity; null: there is none. */
function placeIn({ entities }: PostedActivity): { readonly latitude: number; readonly longitude: number } | null {
  for (const entity of entities ?? []) {
    const { success, data } = placeEntity.safeParse(entity);
    if (success) return { latitude: data.geo.latitude, longitude: data.geo.longitude };
  }
  return null;
}

const filesElsewhere = "Post files to this conversation's upload address; attachments are not read from here.";
const nothingSaid = 'The message has no text. Put what the person wrote in "text", or a choice in "value.choice".';
