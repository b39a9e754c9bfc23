const epoch = 1_420_070_400_000;
let counter = 0;

/** A new id as Discord makes them: the time in milliseconds since 2015, then a counter. */
export function snowflake(): string {
  counter += 1;
  return String((BigInt(Date.now() - epoch) << 22n) | BigInt(counter % 4_096));
}
