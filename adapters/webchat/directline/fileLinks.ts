import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import type { ConversationId } from '../../../src/core/model/conversation.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import type { Sites } from '../sites.ts';
import type { Session } from './session.ts';
import { createSigner, deriveKey } from './signer.ts';

const claims = z.object({ conv: z.string(), site: z.string(), file: z.string(), exp: z.number() });

/** File ids, and temporary URLs that show one file without a token, since `<img>` sends none. */
export interface FileLinks {
  /**
   * Id of a file: the same when the same message is sent again, different when any byte differs, so that a repetition
   * overwrites only itself. It is keyed, so the id reveals nothing of the content.
   */
  id(platformConversation: string, inboundId: string, index: number, bytes: Uint8Array): string;
  issue(session: Session, file: string): string;
  /** The conversation whose file the link shows; null when the link is for another file or has expired. */
  open(link: string, platformConversation: string, file: string): ConversationId | null;
}

export function createFileLinks(deps: {
  readonly secret: Uint8Array;
  readonly sites: Sites;
  /** Lifetime of a link. */
  readonly seconds: number;
  readonly clock: Clock;
}): FileLinks {
  const signer = createSigner(deps.secret, 'file link');
  const idKey = deriveKey(deps.secret, 'file id');
  return {
    id(platformConversation, inboundId, index, bytes) {
      const content = createHash('sha256').update(bytes).digest('base64url');
      const named = JSON.stringify([platformConversation, inboundId, index, content]);
      return createHmac('sha256', idKey).update(named).digest('base64url').slice(0, 22);
    },
    issue({ platformConversation, account }, file) {
      const exp = Math.floor(deps.clock() / 1_000) + deps.seconds;
      return signer.sign({ conv: platformConversation, site: account.id, file, exp });
    },
    open(link, platformConversation, file) {
      const opened = claims.safeParse(signer.open(link));
      if (!opened.success || deps.clock() >= opened.data.exp * 1_000) return null;
      if (opened.data.conv !== platformConversation || opened.data.file !== file) return null;
      return deps.sites.find(opened.data.site, platformConversation)?.conversation ?? null;
    },
  };
}
