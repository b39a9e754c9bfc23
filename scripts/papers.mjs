import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import * as policy from '../src/core/cases/policy.ts';
import { overseers, staffRoles } from '../src/core/model/agent.ts';
import { interpolate } from '../src/core/util/interpolate.ts';
import { root } from './fingerprint.mjs';

/** The languages in which the papers are kept. */
export const paperLanguages = ['ca', 'es'];
const lists = { ...policy, overseers };
const read = (path) => readFileSync(join(root, path), 'utf8');
const cell = (text) => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

/**
 * The papers as they must be now, by path from the root of the project: their prose, and between `<!-- papers: NAME -->`
 * and `<!-- /papers -->` what is made of the content, the policy and `docs/legal/`.
 *
 * @returns {ReadonlyMap<string, string>}
 */
export function papers() {
  const made = new Map();
  for (const language of paperLanguages) {
    const blocks = blocksIn(language);
    const folder = `docs/${language}/legal`;
    for (const name of readdirSync(join(root, folder)))
      made.set(`${folder}/${name}`, fill(read(`${folder}/${name}`), blocks));
  }
  return made;
}

function fill(page, blocks) {
  return page.replace(/<!-- papers: ([\w-]+) -->\n[\s\S]*?<!-- \/papers -->/g, (_, name) => {
    if (blocks[name] === undefined) throw new Error(`Nothing makes ${name}: see scripts/papers.mjs.`);
    return `<!-- papers: ${name} -->\n${blocks[name]}\n<!-- /papers -->`;
  });
}

/** What can be made, by name, as Markdown. */
function blocksIn(language) {
  const { activities, channels, risks, roles, policy: names, strings } = parse(read('docs/legal/processing.yaml'));
  const say = strings[language];
  const { measures } = parse(read('docs/legal/ens.yaml'));
  const retention = parse(read('dialogs/retention.yaml'));
  const rules = [retention.conversation, ...retention.cases];
  const pages = JSON.parse(read(`locales/${language}.json`)).pages;
  const council = parse(read('dialogs/council.yaml'));
  const values = {
    ...Object.fromEntries(Object.entries(council.values).map(([key, value]) => [key, value[language] ?? value])),
    ...council.links,
    privacyUrl: '/privacitat',
  };
  const { introduction } = parse(read('dialogs/phrases.yaml')).phrases;
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
            [say.recipients, say.recipientsText],
            [say.transfers, say.transfersText],
            [say.retention, periodsOf(activity, rules, language) || say.retentionBlank],
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
  retention.map((id) => rules.find((rule) => rule.id === id).say[language]).join(' ');

const quote = (text) =>
  text
    .trim()
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');

/** Pages of the service are named, for a link would look for them in the documentation. */
const absolute = (text) => text.replaceAll(/\[([^\]]*)\]\((\/[^)?]*)[^)]*\)/g, '$1 (`$2`)');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of papers()) writeFileSync(join(root, path), text);
  console.log('The papers in docs/ca/legal and docs/es/legal are written.');
}
