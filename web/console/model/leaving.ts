import { mostCasesAtOnce } from '../../../src/core/model/staffCommand.ts';
import type { PostedCommand } from '../../../src/http/api/wire.ts';

/** Bytes that a browser sends of a page that is left: 64 KB in all, with some left to what else may be on its way. */
const maxBytes = 62_000;

/** Commands of one press that were not answered, or not sent. */
export interface UnansweredCommands {
  readonly id: string;
  /** The cases in which they were not answered. */
  readonly left: ReadonlySet<string>;
  readonly command: PostedCommand;
  readonly followedBy: readonly PostedCommand[];
  /** What the person had read of the case; null where there are several. */
  readonly seen: number | null;
}

/** A request to the console's API. */
interface LastRequest {
  readonly path: string;
  readonly body: unknown;
}

/** The id of a command in one of several cases, as the server makes it as well. */
export const idIn = (id: string, code: string): string => `${id} ${code}`;

/**
 * The requests by which a page that is left has its commands done, in the order in which they were pressed, as far as the browser
 * sends them; and the cases for which there was no room.
 */
export function lastRequests(commands: readonly UnansweredCommands[]): {
  readonly requests: readonly LastRequest[];
  readonly leftOut: readonly string[];
} {
  const requests: LastRequest[] = [];
  const leftOut: string[] = [];
  let bytesLeft = maxBytes;
  const fits = (body: unknown): boolean => sizeOf(body) <= bytesLeft;
  const take = (path: string, body: unknown): void => {
    requests.push({ path, body });
    bytesLeft -= sizeOf(body);
  };
  for (const { id, left, command, followedBy, seen } of commands) {
    const codes = [...left];
    const [code, another] = codes;
    if (code === undefined) continue;
    if (another === undefined) {
      const body = { command, followedBy, id: idIn(id, code), seen };
      if (fits(body)) take(`cases/${code}/commands`, body);
      else leftOut.push(code);
      continue;
    }
    for (let at = 0; at < codes.length; ) {
      const bodyOf = (cases: readonly string[]) => ({ command, followedBy, id, cases });
      const count = howMany(codes.slice(at, at + mostCasesAtOnce), bytesLeft - sizeOf(bodyOf([])));
      if (count === 0) {
        leftOut.push(...codes.slice(at));
        break;
      }
      take('cases/commands', bodyOf(codes.slice(at, at + count)));
      at += count;
    }
  }
  return { requests, leftOut };
}

const sizeOf = (body: unknown): number => new TextEncoder().encode(JSON.stringify(body)).length;

/** How many codes fit into so many bytes of a list, each with its quotes and a comma. */
function howMany(codes: readonly string[], bytes: number): number {
  let used = 0;
  const count = codes.findIndex((code) => {
    used += sizeOf(code) + 1;
    return used > bytes;
  });
  return count < 0 ? codes.length : count;
}
