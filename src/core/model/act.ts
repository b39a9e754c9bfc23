/** What a person does with a message in a conversation, besides asking a question. */
export const acts = ['correct', 'simpler', 'repeat', 'more', 'back', 'yes', 'no', 'ack', 'status'] as const;

export type Act = (typeof acts)[number];
