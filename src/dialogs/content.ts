import { createHash } from 'node:crypto';
import type { FaqFile } from './schema/faq.ts';
import type { CommandsFile, CouncilFile, DepartmentsFile, PhrasesFile, SmalltalkFile } from './schema/talk.ts';

/** Everything that `dialogs/` says, checked. */
export interface Content {
  readonly council: CouncilFile;
  readonly departments: DepartmentsFile;
  readonly phrases: PhrasesFile;
  readonly commands: CommandsFile;
  readonly smalltalk: SmalltalkFile;
  /** By file path under `dialogs/`, as in `faq/padro.yaml`. */
  readonly faq: Readonly<Record<string, FaqFile>>;
}

/** Short hash that names this very content: the same on every machine. */
export function versionOf(content: Content): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}
