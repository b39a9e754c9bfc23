/** A leaky bucket: a level that sinks at a steady rate to nothing. `at`: when it was measured, milliseconds. */
export interface LeakyBucket {
  readonly level: number;
  readonly at: number;
}

/** The level at a time. A clock that was set back drains nothing, and stalls nothing either. */
export function levelAt({ level, at }: LeakyBucket, now: number, perMs: number): number {
  return Math.max(0, level - Math.max(0, now - at) * perMs);
}

/** The bucket with more in it. */
export function filled(bucket: LeakyBucket, amount: number, now: number, perMs: number): LeakyBucket {
  return { level: levelAt(bucket, now, perMs) + amount, at: now };
}

/** Milliseconds until the level is no higher than `goal`. */
export function msUntilLevel(bucket: LeakyBucket, goal: number, now: number, perMs: number): number {
  return Math.max(0, (levelAt(bucket, now, perMs) - goal) / perMs);
}
