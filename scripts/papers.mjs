import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import * as policy from '../src/core/cases/policy.ts';
import { overseers, staffRoles } from '../src/core/model/agent.ts';
import { interpolate } from '../src/core/util/interpolate.ts';
import { root } from './fingerprint.mjs';

/** The languages of the papers. */
export const paperLanguages = ['ca', 'es'];
const lists = { ...policy, overseers };
const read = (path) => readFileSync(join(root, path), 'utf8');
const cell = (text) => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

/**
 * The papers as they should be now, by path, such as `ca/legal/ens.md`: their prose and, between `<!-- papers: NAME -->` and
 * `<!-- /papers -->`, what is generated from the content, the policy and `docs/legal/`.
 *
 * @param {{ content?: string, pages?: string }} [folders] a council's folders: its content, and its own papers, whose
 * prose and blanks stay. Default: those of the project.
 * @returns {ReadonlyMap<string, string>}
 */
export function papers({ content = join(root, 'dialogs'), pages = join(root, 'docs') } = {}) {
  const made = new Map();
  for (const language of paperLanguages) {
    const blocks = blocksIn(language, content);
    for (const name of readdirSync(join(root, 'docs', language, 'legal'))) {
      const path = join(language, 'legal', name);
      const own = join(pages, path);
      made.set(path, fill(existsSync(own) ? readFileSync(own, 'utf8') : read(join('docs', path)), blocks));
    }
  }
  return made;
}

function fill(page, blocks) {
  return page.replace(/<!-- papers: ([\w-]+) -->\n[\s\S]*?<!-- \/papers -->/g, (_, name) => {
    if (blocks[name] === undefined) throw new Error(`Unknown block ${name}: see scripts/papers.mjs.`);
    return `<!-- papers: ${name} -->\n${blocks[name]}\n<!-- /papers -->`;
  });
}

/** The blocks that can be generated, by name, as Markdown. */
function blocksIn(language, content) {
  const contentOf = (name) => parse(readFileSync(join(content, name), 'utf8'));
  const { activities, channels, risks, roles, policy: names, strings } = parse(read('docs/legal/processing.yaml'));
  const say = strings[language];
  const { measures } = parse(read('docs/legal/ens.yaml'));
  const retention = contentOf('retention.yaml');
  const rules = [retention.conversation, ...retention.cases];
  const pages = JSON.parse(read(`locales/${language}.json`)).pages;
  const council = contentOf('council.yaml');
  const values = {
    ...Object.fromEntries(Object.entries(council.values).map(([key, value]) => [key, value[language] ?? value])),
    ...council.links,
    privacyUrl: '/privacitat',
  };
  const { introduction } = contentOf('phrases.yaml').phrases;
  const shownRole = (role) => roles[role][language];
  return {
    council: `**${values.council}**`,
    retention: table(
      [say.what, say.say, say.cites],
      rules.map(({ id, say: said, cites }) => [
        `\`${id}\``,
        said[language],
        cites.map((cite) => (cite === 'own' ? say.own : cite.replace(/^GDPR/, 'RGPD'))).join(', '),
      ]),
    ),
    activities: activities
      .map((activity) =>
        [
          `### ${activity.name[language]}`,
          ...[
            [say.purpose, activity.purpose[language]],
            [say.basis, activity.basis[language]],
            [say.people, activity.people[language]],
            [say.data, activity.data[language]],
            [say.source, activity.source?.[language] ?? say.sourceText],
            [say.recipients, [say.recipientsText, activity.recipients?.[language]].filter(Boolean).join(' ')],
            [say.transfers, say.transfersText],
            [say.retention, activity.until?.[language] ?? (periodsOf(activity, rules, language) || say.retentionBlank)],
            [say.security, say.securityText],
          ].map(([name, text]) => `- **${name}**: ${text}`),
        ].join('\n'),
      )
      .join('\n\n')
      .replaceAll(/^(### .*)\n/gm, '$1\n\n'),
    channels: table(
      [say.channel, say.note],
      Object.entries(channels)
        .filter(([, { own }]) => !own)
        .map(([, each]) => [each[language], `**[${say.blank}: ${say.terms}]**`]),
    ),
    risks: table(
      [say.risk, say.does, say.tests, say.left],
      risks.map(({ risk, does, tests }) => [risk[language], does[language], codes(tests), `**[${say.blank}]**`]),
    ),
    access: table(
      [say.can, ...staffRoles.map(shownRole)],
      Object.entries(names).map(([list, name]) => [
        name[language],
        ...staffRoles.map((role) => (lists[list].includes(role) ? say.yes : '–')),
      ]),
    ),
    ens: table(
      [say.measure, say.does, say.tests, say.council],
      measures.map(({ code, name, does, tests = [], council: left }) => [
        `**${code}** ${name[language]}`,
        does?.[language] ?? '–',
        codes(tests) || '–',
        left?.[language] ?? '–',
      ]),
    ),
    introduction: quote(absolute(interpolate(introduction[language], values))),
    algorithm: pages.transparency.algorithm.rows
      .map(({ name, text }) => `- **${name}**: ${absolute(interpolate(text, values))}`)
      .join('\n'),
    accessibility: pages.accessibility.sections
      .map(({ heading, text }) => `### ${heading}\n\n${absolute(interpolate(text, values))}`)
      .join('\n\n'),
  };
}

const codes = (paths) => paths.map((path) => `\`${path}\``).join(', ');

const periodsOf = ({ retention }, rules, language) =>
  rules
    .filter(({ id }) => retention.includes(id))
    .map(({ say }) => say[language])
    .join(' ');

const quote = (text) =>
  text
    .trim()
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');

/** Pages of the service are only named: a link would point into the documentation. */
const absolute = (text) => text.replaceAll(/\[([^\]]*)\]\((\/[^)?]*)[^)]*\)/g, '$1 (`$2`)');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { content: { type: 'string' }, pages: { type: 'string' } } });
  const pages = resolve(values.pages ?? join(root, 'docs'));
  const content = resolve(values.content ?? join(root, 'dialogs'));
  for (const [path, text] of papers({ content, pages })) {
    mkdirSync(dirname(join(pages, path)), { recursive: true });
    writeFileSync(join(pages, path), text);
  }
  console.log(
    `The papers are written in ${paperLanguages.map((language) => join(pages, language, 'legal')).join(' and ')}.`,
  );
}
