import { randomUUID } from 'node:crypto';
import type { Engine } from '../../../src/core/engine/engine.ts';
import type { Agent } from '../../../src/core/model/agent.ts';
import type { CaseIndex } from '../../../src/core/ports/caseIndex.ts';
import type { FileStore } from '../../../src/core/ports/files.ts';
import { fileRefOf, fileTypeOf } from '../../../src/core/util/fileType.ts';

/** Answers in a case as a person of the city, with files that are kept. */
export type StaffReply = (
  code: string,
  text: string,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
) => Promise<void>;

export function staffReply(deps: {
  readonly agent: Agent;
  readonly index: Pick<CaseIndex, 'byCode'>;
  readonly files: Pick<FileStore, 'keep'>;
  readonly handleCommand: Engine['handleCommand'];
}): StaffReply {
  const { agent, index, files, handleCommand } = deps;
  return async (code, text, sent) => {
    const row = await index.byCode(agent.tenant, code);
    if (row === null) throw new Error(`there is no case ${code}`);
    const { tenant, conversation, revision } = row;
    const refs = sent.map(({ name, bytes }) =>
      fileRefOf({ id: randomUUID(), name, fallback: 'file', type: fileTypeOf(bytes) ?? 'pdf', size: bytes.length }),
    );
    for (const [n, { bytes }] of sent.entries()) await files.keep(conversation, refs[n]?.id ?? '', bytes);
    const command = { kind: 'reply', text, files: refs } as const;
    await handleCommand({ tenant, conversation, id: randomUUID(), by: agent.id, case: code, seen: revision, command });
  };
}
