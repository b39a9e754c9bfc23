import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import { CodedError } from '../../core/model/errors.ts';
import { announcementCheck } from '../checks/announcements.ts';
import { createCannedCheck } from '../checks/canned.ts';
import { checkFaqFile, checkFaqTogether } from '../checks/faq.ts';
import { checkFlowFile, checkFlowsTogether } from '../checks/flows.ts';
import { checkKindFile, checkKindsTogether } from '../checks/kinds.ts';
import { checkDangerEntries, checkWelcome } from '../checks/namedEntries.ts';
import type { Check, Need } from '../checks/need.ts';
import { checkOpenings } from '../checks/openings.ts';
import { checkRetention } from '../checks/retention.ts';
import { subscriptionsCheck } from '../checks/subscriptions.ts';
import { checkCommands, checkSmalltalk, createPhrasesCheck, sayable } from '../checks/talk.ts';
import { checkTests, type Expectable } from '../checks/tests.ts';
import type { Content } from '../content.ts';
import type { ContentSource } from '../documents/source.ts';
import { entriesOf } from '../entries.ts';
import { type Problem, sayProblem } from '../problem.ts';
import { type AnnouncementFile, announcementFile } from '../schema/announcements.ts';
import { cannedFile } from '../schema/canned.ts';
import { type FaqFile, faqFile } from '../schema/faq.ts';
import { type FlowFile, flowFile, flowWordsFile, streetsFile } from '../schema/flows.ts';
import { jargonFile } from '../schema/jargon.ts';
import { type KindFile, kindFile } from '../schema/kinds.ts';
import { retentionFile } from '../schema/retention.ts';
import { subscriptionsFile } from '../schema/subscriptions.ts';
import { commandsFile, councilFile, departmentsFile, phrasesFile, smalltalkFile } from '../schema/talk.ts';
import { evaluationFile, testsFile } from '../schema/tests.ts';
import { actsFile, aspectsFile, languagesFile } from '../schema/understandingFiles.ts';
import { wordsFile } from '../schema/wordsFile.ts';
import { loadDangers } from './loadDangers.ts';
import { loadProtocol } from './loadProtocol.ts';
import type { Derive, ParsedFiles } from './parsedFiles.ts';
import { maxFileBytes, readYaml, type YamlResult } from './readYaml.ts';
import { shippedPhrases } from './shippedPhrases.ts';
import { usableEntries } from './usableEntries.ts';

export interface LoadedContent {
  readonly content: Content;
  readonly problems: readonly Problem[];
  /** YAML files without a fatal problem, and what was derived besides. */
  readonly files: ParsedFiles;
}

/**
 * Reads and checks content. An unusable file is replaced by the same file of `previous`, the last good content, and an
 * unusable entry by the same entry of it, so that one mistake never silences the rest; the problems say what to fix.
 * Files that are the same in one of `known` are not parsed again.
 * @throws {CodedError} `content.missing` when there is no such folder; `content.invalid` when a file that the bot
 * cannot do without is unusable and has no last good version
 */
export async function loadContent(
  source: ContentSource,
  previous: Content | null,
  known: readonly ParsedFiles[] = [],
): Promise<LoadedContent> {
  const problems: Problem[] = [];
  const good = new Map<string, { readonly digest: string; readonly value: unknown }>();
  const files = await source.list();
  const has = (file: string) => files.includes(file);
  const below = (folder: string) => files.filter((file) => file.startsWith(`${folder}/`) && file.endsWith('.yaml'));
  const read = async <T>(file: string, schema: z.ZodType<T>, check: Check<T>): Promise<YamlResult<T> | null> => {
    const text = await readText(source, file);
    if (typeof text !== 'string') return fail(problems, [text]);
    const digest = digestOf(text);
    const same = known.map((each) => each.get(file)).find((each) => each?.digest === digest);
    const { result, problems: found } =
      same === undefined
        ? readYaml(file, text, schema)
        : // A file of this name was read by the same schema then.
          { result: { value: same.value as T, line: linesOnDemand(file, text, schema) }, problems: [] };
    if (result === null) return fail(problems, found);
    const more = check(file, result);
    problems.push(...more);
    if (more.some(({ fatal }) => fatal)) return null;
    good.set(file, { digest, value: result.value });
    return result;
  };
  const need: Need = async (file, schema, last, check) => {
    const value = (await read(file, schema, check))?.value ?? last;
    if (value !== undefined) return value;
    const lines = problems.filter((problem) => problem.file === file).map(sayProblem);
    throw new CodedError(
      'content.invalid',
      `The bot cannot work without this file. Fix it and start again:\n${lines.join('\n')}`,
    );
  };
  const derive: Derive = async (name, input, make) => {
    const digest = digestOf(input);
    const same = known.map((each) => each.get(name)).find((each) => each?.digest === digest);
    const value = same === undefined ? await make() : (same.value as Awaited<ReturnType<typeof make>>);
    good.set(name, { digest, value });
    return value;
  };
  const kindFiles = below('kinds');
  const council = await need('council.yaml', councilFile, previous?.council, noCheck);
  const departments = await need('departments.yaml', departmentsFile, previous?.departments, noCheck);
  const shipped = sayable(await shippedPhrases(source.name, derive), Object.keys(council.values));
  const checkPhrases = createPhrasesCheck(Object.keys(council.values), shipped);
  const own = await need('phrases.yaml', phrasesFile, previous?.phrases, checkPhrases);
  const phrases = { phrases: { ...shipped, ...own.phrases } };
  const commands = await need('commands.yaml', commandsFile, previous?.commands, checkCommands);
  const smalltalk = await need('smalltalk.yaml', smalltalkFile, previous?.smalltalk, checkSmalltalk);

  const optional = async <T>(
    file: string,
    schema: z.ZodType<T>,
    last: T | undefined,
    check: Check<T> = noCheck,
  ): Promise<T | undefined> => {
    return has(file) ? ((await read(file, schema, check))?.value ?? last) : undefined;
  };
  const aspects = (await optional('aspects.yaml', aspectsFile, previous?.aspects)) ?? { aspects: [] };
  const acts = (await optional('acts.yaml', actsFile, previous?.acts)) ?? { acts: [] };
  const languages = (await optional('languages.yaml', languagesFile, previous?.languages)) ?? { languages: [] };

  const dangers = await loadDangers(
    { need, readText: (file) => readText(source, file), report: (problem) => problems.push(problem) },
    previous?.dangers,
  );

  const departmentIds = new Set(departments.departments.map(({ id }) => id));
  const around = { departments: departmentIds, values: Object.keys(council.values) };
  const protocol = await loadProtocol({ need, derive, report: (problem) => problems.push(problem) }, around, previous);
  const faq: Record<string, FaqFile> = {};
  const lines = new Map<string, YamlResult<FaqFile>['line']>();
  for (const file of below('faq')) {
    const result = await read(file, faqFile, (name, yaml) => checkFaqFile(name, yaml, departmentIds));
    if (result) lines.set(file, result.line);
    const value = result?.value ?? (await usableEntries(source, file, { departments: departmentIds, previous }));
    if (value) faq[file] = value;
  }
  const lineIn = (file: string, path: readonly PropertyKey[]) => lines.get(file)?.(path) ?? null;
  problems.push(...checkFaqTogether(faq, lineIn), ...checkOpenings(faq, lineIn));

  const kinds: Record<string, KindFile> = {};
  const kindLines = new Map<string, YamlResult<KindFile>['line']>();
  for (const file of kindFiles) {
    const result = await read(file, kindFile, checkKindFile);
    if (result) kindLines.set(file, result.line);
    // Content stored by an older version has no kinds.
    const value = result?.value ?? previous?.kinds?.[file];
    if (value) kinds[file] = value;
  }
  problems.push(
    ...checkKindsTogether(
      kinds,
      kindFiles,
      Object.values(faq).map(({ topic }) => topic),
      (file, path) => kindLines.get(file)?.(path) ?? null,
    ),
  );
  const flows: Record<string, FlowFile> = {};
  const flowLines = new Map<string, YamlResult<FlowFile>['line']>();
  for (const file of below('flows')) {
    const check: Check<FlowFile> = (name, yaml) => checkFlowFile(name, yaml, { departments: departmentIds });
    const result = await read(file, flowFile, check);
    if (result) flowLines.set(file, result.line);
    const value = result?.value ?? previous?.flows?.[file];
    if (value) flows[file] = value;
  }
  problems.push(
    ...checkFlowsTogether(
      flows,
      Object.values(faq).flatMap(({ entries }) => entries),
      (file, path) => flowLines.get(file)?.(path) ?? null,
    ),
  );
  problems.push(...checkWelcome({ council, faq, flows }), ...checkDangerEntries({ dangers, faq }));
  const announcements: Record<string, AnnouncementFile> = {};
  const topics = new Set(Object.values(faq).map(({ topic }) => topic));
  const checkAnnouncement = announcementCheck(topics);
  for (const file of below('announcements')) {
    const value = (await read(file, announcementFile, checkAnnouncement))?.value ?? previous?.announcements?.[file];
    if (value) announcements[file] = value;
  }
  const flowWords = await optional('flow-words.yaml', flowWordsFile, previous?.flowWords);
  const streets = await optional('streets.yaml', streetsFile, previous?.streets);
  // The bot does not use these lists, but what is wrong in them is told.
  await optional('words.yaml', wordsFile, undefined);
  await optional('jargon.yaml', jargonFile, undefined);
  const subscriptions = await optional(
    'subscriptions.yaml',
    subscriptionsFile,
    previous?.subscriptions,
    subscriptionsCheck(topics),
  );
  const retention = await optional('retention.yaml', retentionFile, previous?.retention, checkRetention);
  // An FAQ is optional: without one, the team writes every answer.
  const entryIds = new Set(Object.values(faq).flatMap(({ entries }) => entries.map(({ id }) => id)));
  const checkCanned = createCannedCheck({ departments: departmentIds, entries: entryIds });
  const canned = await optional('canned.yaml', cannedFile, previous?.canned, checkCanned);
  const all = {
    council,
    departments,
    phrases,
    commands,
    smalltalk,
    aspects,
    acts,
    languages,
    faq,
    kinds,
    dangers,
    ...protocol,
    flows,
    ...(Object.keys(announcements).length === 0 ? {} : { announcements }),
    ...(flowWords === undefined ? {} : { flowWords }),
    ...(streets === undefined ? {} : { streets }),
    ...(retention === undefined ? {} : { retention }),
    ...(subscriptions === undefined ? {} : { subscriptions }),
  };
  const found = canned === undefined ? all : { ...all, canned };
  const tests = await optional('tests.yaml', testsFile, previous?.tests, (_, { value, line }) =>
    checkTests(value, expectableIn(found), line),
  );
  const evaluation = await optional('evaluation.yaml', evaluationFile, previous?.evaluation);
  const content = {
    ...found,
    ...(tests === undefined ? {} : { tests }),
    ...(evaluation === undefined ? {} : { evaluation }),
  };
  return { content, problems, files: good };
}

/** What pinned questions may name. */
function expectableIn(content: Content): Expectable {
  return new Map(
    entriesOf(content).map(({ id, aspects, exceptions }) => [
      id,
      new Set([...Object.keys(aspects), ...(exceptions.length > 0 ? ['exceptions'] : [])]),
    ]),
  );
}

/** Lines of a file that was not parsed: it is, once somebody asks. */
function linesOnDemand<T>(file: string, text: string, schema: z.ZodType<T>): YamlResult<T>['line'] {
  let line: YamlResult<T>['line'] | null = null;
  return (path) => {
    line ??= readYaml(file, text, schema).result?.line ?? (() => null);
    return line(path);
  };
}

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');

const noCheck = (): readonly Problem[] => [];

function fail(problems: Problem[], found: readonly Problem[]): null {
  problems.push(...found);
  return null;
}

/** Others get their turn before each file: it may be read while messages are answered. */
async function readText(source: ContentSource, file: string): Promise<string | Problem> {
  await setImmediate();
  try {
    const bytes = await source.read(file);
    if (bytes === null) return { file, line: null, message: 'is missing: restore it', fatal: true };
    if (bytes.length > maxFileBytes) {
      return { file, line: null, message: 'is larger than 2 MB: split it', fatal: true };
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const message = 'cannot be read as UTF-8 text: check its permissions and encoding';
    return { file, line: null, message, fatal: true };
  }
}
