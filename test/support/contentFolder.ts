import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commands } from '../../src/core/model/parsedCommand.ts';
import { phraseKeys } from '../../src/core/model/phrase.ts';

/** A folder of content that a test may spoil. */
export interface ContentFolder {
  readonly path: string;
  write(file: string, content: string | Uint8Array): Promise<void>;
  /** Replaces one passage, which must be there. */
  edit(file: string, from: string, to: string): Promise<void>;
  remove(file: string): Promise<void>;
}

/** Makes a folder of good content in the system's place for such things; `remove('.')` takes it away. */
export async function createContentFolder(): Promise<ContentFolder> {
  const path = await mkdtemp(join(tmpdir(), 'finestreta-dialogs-'));
  const folder: ContentFolder = {
    path,
    async write(file, content) {
      await mkdir(dirname(join(path, file)), { recursive: true });
      await writeFile(join(path, file), content);
    },
    async edit(file, from, to) {
      const text = await readFile(join(path, file), 'utf8');
      if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
      await writeFile(join(path, file), text.replace(from, to));
    },
    async remove(file) {
      await rm(join(path, file), { recursive: true });
    },
  };
  for (const [file, text] of Object.entries(goodContent)) await folder.write(file, text);
  return folder;
}

/**
 * A folder of the same content that nobody spoils, for all tests together: what a service learns of it is learnt once,
 * and a start takes half the time of one with the town's content.
 */
export async function smallDialogs(): Promise<string> {
  const files = Object.entries(goodContent);
  const digest = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);
  const path = join(fileURLToPath(new URL('../../node_modules/.cache/finestreta-tests', import.meta.url)), digest);
  if (existsSync(path)) return path;
  const draft = await createContentFolder();
  await mkdir(dirname(path), { recursive: true });
  // Another test may have been faster, and its folder is the same.
  await cp(draft.path, `${path}.${process.pid}`, { recursive: true });
  await rename(`${path}.${process.pid}`, path).catch(() => rm(`${path}.${process.pid}`, { recursive: true }));
  await draft.remove('.');
  return path;
}

const three = (text: string) => `{ ca: ${text} ca, es: ${text} es, en: ${text} en }`;

const many = (count: number, what: string) =>
  `[${Array.from({ length: count }, (_, index) => `${what} ${index}`).join(', ')}]`;

const questions = (count: number, what: string) =>
  `{ ca: ${many(count, `${what} ca`)}, es: ${many(count, `${what} es`)}, en: ${many(count, `${what} en`)} }`;

/** One FAQ entry that begins on the next line and takes eleven. */
export function faqEntry(id: string): string {
  return `
  - id: ${id}
    department: oiac
    title: ${three(id)}
    questions: ${questions(8, `ask ${id}`)}
    answer:
      ca: Resposta.
      es: Respuesta.
      en: Answer.
    source: { url: https://seu.example, name: Seu }
    verified: 2026-11-24
    valid: { from: 2026-11-24 }`;
}

const goodContent: Readonly<Record<string, string>> = {
  'dangers.yaml': `
help:
  - id: general
    number: '112'
    alarm: ${three('Call 112')}
    line: ${three('112 answers')}
dangers:
  - id: fire
    help: general
    title: ${three('Fire')}
    patterns: [hi ha foc, hay fuego, on fire]
`,
  'dangers/examples.tsv': 'language\tdanger\ttext\nca\tfire\tcrema la casa\n',
  'dangers/lookalikes.tsv': 'language\ttheme\ttext\nca\tfigure\tem crema la factura\n',
  'dangers/ordinary.tsv': 'language\tkind\ttext\nca\tquestion\tcom em puc empadronar\n',
  'council.yaml': `values:
  council: { ca: Ajuntament, es: Ayuntamiento, en: Council }
  phone: 933 790 050
welcome: [padro.alta]
links:
  site: https://www.example.cat
`,
  'departments.yaml': `departments:
  - { id: oiac, name: ${three('OIAC')} }
  - { id: hisenda, name: ${three('Hisenda')} }
`,
  'phrases.yaml': `phrases:\n${phraseKeys.map((key) => `  ${key}: ${three(key)}\n`).join('')}`,
  'commands.yaml': `commands:\n${commands
    .map(
      (command) => `  - command: ${command}
    title: ${three(command)}
    words: { ca: [${command} ara], es: [${command} ahora], en: [${command} now] }
    questions: ${questions(4, `please ${command}`)}
`,
    )
    .join('')}`,
  'smalltalk.yaml': `entries:
  - id: smalltalk.thanks
    title: ${three('Thanks')}
    questions: ${questions(6, 'thanks')}
    answer: ${three('Welcome')}
`,
  'protocol.yaml': `sources: { own: The council }
conditions:
  respectful: { say: ${three('Respect')}, cites: [own] }
tones:
  cordial: { say: ${three('Cordial')}, cites: [own] }
deadlines:
  chat: { unit: working-hours, amount: 2, binding: guide, cites: [own] }
administrativeSilence:
  none: { say: ${three('Nothing')}, cites: [own] }
escalationPolicies:
  ordinary: [{ at: 1, notify: [supervisor] }]
freeDays: { checks: 4, cites: [own] }
repeatedAfter: 2
replies:
  receipt: { ca: "{{code}} ca", es: "{{code}} es", en: "{{code}} en" }
rules:
  - id: insult
    when: { kinds: [insult], surface: public }
    do: [propose-removal]
    breaks: respectful
    tone: cordial
    administrativeSilence: none
    escalationPolicy: ordinary
    cites: [own]
  - id: everything
    when: {}
    do: [acknowledge, forward]
    to: responsible
    reply: receipt
    tone: cordial
    first: chat
    administrativeSilence: none
    escalationPolicy: ordinary
    cites: [own]
`,
  'calendar.yaml': `timeZone: Europe/Madrid
workingDays: [mon, tue, wed, thu, fri]
holidays: { country: ES, region: CT }
local:
  2026: [2026-09-28]
hoursOf: oiac
hours:
  oiac:
    periods:
      - { days: [mon, tue, wed, thu, fri], from: 9:00, until: 14:00 }
`,
  'faq/padro.yaml': `topic: padro
entries:${faqEntry('padro.alta')}${faqEntry('padro.certificat')}
`,
  'faq/residus.yaml': `topic: residus
entries:${faqEntry('residus.mobles')}
    followUps: [padro.alta]
`,
};
