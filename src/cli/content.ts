import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Config, type Environment, readConfig } from '../config.ts';
import type { ContentDesk } from '../content/desk/desk.ts';
import type { ImportOutcome, Published } from '../content/desk/views.ts';
import { folderSource } from '../content/documents/source.ts';
import { isDocumentId } from '../content/documents/split.ts';
import { entriesOf } from '../content/entries.ts';
import { loadContent } from '../content/load/loadContent.ts';
import { sayProblem } from '../content/problem.ts';
import type { Agent, AgentId } from '../core/model/agent.ts';
import { CodedError } from '../core/model/errors.ts';
import { interpolate } from '../core/util/interpolate.ts';
import { exitCodes, exitWell } from '../exitCodes.ts';
import { loadEnvironment } from '../settings.ts';
import { type AskKey, askAtTerminal, identifyOperator } from './accounts/operator.ts';
import { type ContentCommand, type ContentFormat, readCommand, usage } from './content/arguments.ts';
import { readSheetFile, writeSheetFile } from './content/sheetFile.ts';
import { type ContentStrings, contentStrings } from './content/strings.ts';
import { openForCli } from './openForCli.ts';
import { runCli } from './runCli.ts';

/** `npm run content`: checks the files, and takes content out of the desk and into it. */
export async function content(
  argv: readonly string[],
  env: Environment,
  base: string,
  say: (line: string) => void,
  ask: AskKey = askAtTerminal,
): Promise<number> {
  const command = readCommand(argv);
  if (command.type === 'check') return check(readConfig(env, base), say);
  const { bot, config } = await openForCli(env, base);
  try {
    if (bot.content === null) {
      throw new CodedError(
        'content.files',
        `The content is the files in ${config.dialogsDir} (CONTENT=files): use git.`,
      );
    }
    const { operators, directory } = bot.staff.people;
    return await run(command, {
      config,
      desk: bot.content.desk,
      strings: contentStrings(config.locale),
      base,
      say,
      operator: () => identifyOperator(operators.find, env, ask),
      nameOf: async (id) => (await directory.find(config.tenant, id))?.name ?? id,
    });
  } finally {
    await bot.close();
  }
}

async function check({ dialogsDir }: Config, say: (line: string) => void): Promise<number> {
  const { content: loaded, problems } = await loadContent(folderSource(dialogsDir), null);
  for (const problem of problems) say(sayProblem(problem));
  const entries = entriesOf(loaded).filter(({ kind }) => kind === 'faq');
  say(`${entries.length} answers in ${Object.keys(loaded.faq).length} files, ${problems.length} problems.`);
  return problems.length === 0 ? exitWell : exitCodes['content.invalid'];
}

interface RunContext {
  readonly config: Config;
  readonly desk: ContentDesk;
  readonly strings: ContentStrings;
  readonly base: string;
  readonly say: (line: string) => void;
  readonly operator: () => Promise<Agent>;
  readonly nameOf: (agent: string) => Promise<string>;
}

async function run(command: Exclude<ContentCommand, { type: 'check' }>, context: RunContext): Promise<number> {
  const { desk, strings, base, say, operator, config } = context;
  switch (command.type) {
    case 'export': {
      const { path, format, what } = command;
      if (format === 'files') return exportTo(resolve(base, path), what, context);
      const { rows, left } = await desk.sheetOf(what);
      await writeSheetFile(resolve(base, path), format, rows, config.locale);
      for (const document of left) say(interpolate(strings.left, { document }));
      say(interpolate(strings.exportedTexts, { texts: rows.length, file: resolve(base, path) }));
      return left.length === 0 ? exitWell : exitCodes['content.invalid'];
    }
    case 'import': {
      const { id: by } = await operator();
      const { drafted, skipped } = await importFrom(resolve(base, command.path), command.format, desk, by);
      if (command.format !== 'files' && drafted.length > 0) await showDiff(context, new Set(drafted));
      for (const document of drafted) say(interpolate(strings.drafted, { document }));
      for (const document of skipped) say(interpolate(strings.skipped, { document }));
      say(interpolate(strings.imported, { drafted: drafted.length, skipped: skipped.length }));
      return skipped.length === 0 ? exitWell : exitCodes['content.moved'];
    }
    case 'diff':
      return showDiff(context);
    case 'history':
      return showHistory(context);
    case 'publish': {
      const { id: by } = await operator();
      sayPublished(await desk.publish({ note: command.note, at: null, documents: null, by }), context);
      return exitWell;
    }
    case 'revert': {
      const { id: by } = await operator();
      sayPublished(await desk.revert(command.number, command.note, by), context);
      return exitWell;
    }
  }
}

async function exportTo(
  folder: string,
  what: number | null | 'live',
  { desk, strings, say }: RunContext,
): Promise<number> {
  const source = await desk.filesOf(what);
  const files = await source.list();
  for (const file of files) {
    // What was imported long ago may be named as nothing is named today: never out of the folder.
    if (!isDocumentId(file)) throw new CodedError('content.invalid', `${file} cannot be written as a file.`);
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), (await source.read(file)) ?? new Uint8Array());
  }
  say(interpolate(strings.exported, { files: files.length, folder }));
  return exitWell;
}

function importFrom(path: string, format: ContentFormat, desk: ContentDesk, by: AgentId): Promise<ImportOutcome> {
  if (format === 'files') return desk.importDrafts(folderSource(path), by);
  return readSheetFile(path, format).then((rows) => desk.importSheet(rows, by));
}

/** Says what drafts change: all of them, or those of some documents. */
async function showDiff({ desk, strings, say }: RunContext, only: ReadonlySet<string> | null = null): Promise<number> {
  const { changes: all, problems } = await desk.changes();
  const changes = all.filter(({ document }) => only === null || only.has(document));
  for (const { document, diff, problems: own } of changes) {
    say(`--- ${document}`);
    for (const { kind, lines } of diff) {
      if (kind === 'same') continue;
      for (const line of lines) say(`${kind === 'added' ? '+' : '-'} ${line}`);
    }
    for (const { line, message } of own) say(`  ${document}${line === null ? '' : `:${line}`}: ${message}`);
  }
  for (const { document, line, message } of problems) {
    say(`${document}${line === null ? '' : `:${line}`}: ${message}`);
  }
  if (changes.length === 0) say(strings.same);
  return exitWell;
}

async function showHistory({ desk, strings, say, nameOf }: RunContext): Promise<number> {
  for (let before: number | null = null; ; ) {
    const { releases, next } = await desk.releases(before);
    for (const { number, at, by, reviewer, accepted, note, reverts } of releases) {
      const undone = reverts === null ? '' : ` (${interpolate(strings.reverts, { number: reverts })})`;
      const who = by === null ? strings.machine : await nameOf(by);
      const shown = { number, at: new Date(at).toISOString(), by: who, note: note + undone };
      say(interpolate(strings.release, shown).trimEnd());
      if (reviewer !== null) say(`   ${interpolate(strings.reviewed, { by: await nameOf(reviewer) })}`);
      if (accepted !== null) {
        const { by: agent, reason } = accepted;
        say(`   ${interpolate(strings.accepted, { by: await nameOf(agent), reason })}`);
      }
    }
    if (next === null) return exitWell;
    before = next;
  }
}

function sayPublished(published: Published, { strings, say }: RunContext): void {
  if (published.kind === 'waiting') say(interpolate(strings.waiting, { id: published.proposal.id }));
  else {
    const { number, changed } = published.release;
    say(interpolate(strings.published, { number, changed }));
  }
}

if (import.meta.main) {
  await runCli(usage, () => content(process.argv.slice(2), loadEnvironment(), process.cwd(), console.log));
}
