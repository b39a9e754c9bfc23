/** Everything of ours in Redis begins with this, so that one ACL rule covers it: `~finestreta:* &finestreta:*`. */
const prefix = 'finestreta:';

/** Channel of a topic. */
export const channelOf = (topic: string): string => `${prefix}wake:${topic}`;

export const topicOf = (channel: string): string => channel.slice(`${prefix}wake:`.length);

/** Hash: the last token, until when it is held (milliseconds since 1970 on the server's clock), by which process. */
export const leaseKey = (name: string): string => `${prefix}lease:${name}`;

/** Sorted set: who is in a place, or writes there; the score is when that ends, on the server's clock. */
export const presenceKey = (topic: string, doing: string): string => `${prefix}${doing}:{${topic}}`;

/** Prefix of the counters of a limit; they end with its window. */
export const limitPrefix = (name: string): string => `${prefix}limit:${name}`;
