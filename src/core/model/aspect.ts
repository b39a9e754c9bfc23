/**
 * What people ask about a service once it is clear which one they mean. The names follow the Core Public Service
 * Vocabulary (CPSV-AP 3.2): `documents` are its evidence (`hasInput`), `cost` its `hasCost`, `duration` its
 * `processingTime`, `contact` its `hasContactPoint`, `legal-basis` its `hasLegalResource`, `online` and `where` its
 * channels. `exceptions` are special cases with names of their own, such as "without a rental contract".
 */
export const aspects = [
  'what',
  'how',
  'where',
  'hours',
  'cost',
  'documents',
  'deadline',
  'duration',
  'eligibility',
  'online',
  'appointment',
  'contact',
  'refusal',
  'legal-basis',
] as const;

export type Aspect = (typeof aspects)[number];

export function isAspect(name: string): name is Aspect {
  return (aspects as readonly string[]).includes(name);
}

/** What a person does with a message in a conversation, besides asking a question. */
export const acts = ['correct', 'simpler', 'repeat', 'more', 'back', 'yes', 'no', 'ack', 'status'] as const;

export type Act = (typeof acts)[number];
