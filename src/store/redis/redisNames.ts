/** Prefix of all our keys and channels in Redis, so that one ACL rule covers them: `~finestreta:* &finestreta:*`. */
const prefix = 'finestreta:';

/** Channel of a topic. */
export const signalChannel = (topic: string): string => `${prefix}signal:${topic}`;

export const topicOf = (channel: string): string => channel.slice(`${prefix}signal:`.length);

/** Hash: the last token, its expiry (milliseconds since 1970 on the server's clock), its process. */
export const leaseKey = (name: string): string => `${prefix}lease:${name}`;

/** Sorted set: who is in a conversation, or writes there; the score is the expiry, on the server's clock. */
export const presenceKey = (topic: string, doing: string): string => `${prefix}${doing}:{${topic}}`;

/** Prefix of the counters of a limit; they expire with its window. */
export const limitPrefix = (name: string): string => `${prefix}limit:${name}`;
