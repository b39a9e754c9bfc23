import type { ConversationId } from '../core/model/conversation.ts';
import type { NoteStore } from '../core/ports/files.ts';
import type { OpenSealed } from './secrets.ts';

/** Secrets that administrators enter in the console: sealed as what people write, and never shown again. */
export interface SecretVault {
  /** Keeps a secret; returns the reference by which a definition names it. */
  keep(secret: string): Promise<string>;
  open: OpenSealed;
}

const mark = 'sealed:';

/** `stream`: under whose key they are sealed. */
export function createSecretVault(deps: {
  readonly notes: NoteStore;
  readonly stream: ConversationId;
  readonly newId: () => string;
}): SecretVault {
  const { notes, stream, newId } = deps;
  return {
    async keep(secret) {
      const id = newId();
      await notes.seal(stream, id, new TextEncoder().encode(secret.trim()));
      return mark + id;
    },
    async open(reference) {
      const bytes = reference.startsWith(mark) ? await notes.open(stream, reference.slice(mark.length)) : null;
      return bytes === null ? null : new TextDecoder().decode(bytes);
    },
  };
}
