import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { smallDialogs } from '../support/contentFolder.ts';
import { type Service, startService, temporaryFolder } from '../support/service.ts';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string };
}

interface Panel {
  readonly type: string;
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
/** The tables of a page. */
const rowsOf = (path: string) => textOf(path).replace(/^(?!\|).*$/gm, '');
const { groups } = parse(textOf('deploy/alerts.yaml')) as { groups: readonly { readonly rules: readonly Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
const { panels } = JSON.parse(textOf('deploy/dashboard.json')) as { panels: readonly Panel[] };
const expressions = [
  ...rules.map(({ alert, expr }) => ({ where: alert, expr })),
  ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ where: title, expr }))),
];

/** Metrics that Prometheus itself makes of each target. */
const ofPrometheus = new Set(['up']);

/** Names and labels of metrics in an expression: words that no bracket follows, and that stand for no label, text or range. */
function metricsIn(expr: string): readonly { readonly name: string; readonly labels: readonly string[] }[] {
  const bare = expr.replace(/\b(?:by|without|on|ignoring)\s*\([^)]*\)/g, ' ').replace(/\[[^\]]*\]/g, ' ');
  const words = bare.matchAll(/(?<![\w"])([a-zA-Z_]\w*)(\{[^}]*\})?(?!\w|\s*\()(?=([^"]*"[^"]*")*[^"]*$)(?![^{]*\})/g);
  return Array.from(words, ([, name = '', selector = '']) => ({
    name,
    labels: Array.from(selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g), ([, label = '']) => label),
  })).filter(({ name }) => !['and', 'or', 'unless'].includes(name));
}

const groupedBy = (expr: string) =>
  Array.from(expr.matchAll(/\bby\s*\(([^)]*)\)/g), ([, list = '']) => list.split(/\s*,\s*/)).flat();

describe('alarms and dashboard', () => {
  const folder = temporaryFolder();
  let service: Service;
  let exported: ReadonlySet<string>;
  let samples: string;
  beforeAll(async () => {
    service = await startService({ DATA_DIR: folder.path, DIALOGS_DIR: await smallDialogs() });
    samples = await (await fetch(`${service.url}/metrics`)).text();
    exported = new Set(
      Array.from(samples.matchAll(/^# TYPE (\S+) (\w+)$/gm), ([, name, type]) =>
        type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name ?? ''],
      ).flat(),
    );
  });
  afterAll(async () => {
    await service.stop('SIGTERM');
    folder.remove();
  });

  test('each expression names a metric', () => {
    expect(expressions.length).toBeGreaterThan(40);
    expect(expressions.filter(({ expr }) => metricsIn(expr).length === 0)).toEqual([]);
    expect(metricsIn('sum by (a) (rate(x_total{b=~"5..",c="d e"}[5m])) > 1 and absent(y)')).toEqual([
      { name: 'x_total', labels: ['b', 'c'] },
      { name: 'y', labels: [] },
    ]);
  });

  test('name only what the service exports', () => {
    const unknown = expressions.flatMap(({ where, expr }) =>
      metricsIn(expr)
        .filter(({ name }) => !exported.has(name) && !ofPrometheus.has(name))
        .map(({ name }) => `${where}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  test('use only labels that the metrics have, and the docs list every metric of ours', () => {
    const listed = new Map<string, readonly string[]>(
      Array.from(
        rowsOf('docs/http.md').matchAll(/`(finestreta_\w+)(?:\{([\w,]+)\})?`/g),
        ([, name = '', labels = '']) => [name, labels.split(',').filter(Boolean)],
      ),
    );
    const base = (name: string) => name.replace(/_(?:bucket|sum|count)$/, '');
    const ours = [...exported].filter((name) => name.startsWith('finestreta_')).map(base);
    expect([...listed.keys()].sort()).toEqual([...new Set(ours)].sort());
    const always = ['le', 'instance', 'job'];
    const wrong = expressions.flatMap(({ where, expr }) => {
      const metrics = metricsIn(expr).filter(({ name }) => name.startsWith('finestreta_'));
      const known = new Set([...always, ...metrics.flatMap(({ name }) => listed.get(base(name)) ?? [])]);
      const used = metrics.length === 0 ? [] : [...metrics.flatMap(({ labels }) => labels), ...groupedBy(expr)];
      return used.filter((label) => !known.has(label)).map((label) => `${where}: ${label}`);
    });
    expect(wrong).toEqual([]);
  });

  test('name only values that an exported label can have', () => {
    const named = expressions.flatMap(({ where, expr }) =>
      Array.from(expr.matchAll(/(\w+)\{(\w+)="([^"]*)"\}/g), ([, metric = '', label = '', value = '']) => ({
        where,
        value: `${label}="${value}"`,
        known: Array.from(samples.matchAll(new RegExp(`^${metric}\\{.*?(${label}="[^"]*")`, 'gm')), ([, one]) => one),
      })),
    );
    const checked = named.filter(({ known }) => known.length > 0);
    expect(checked.length).toBeGreaterThan(2);
    expect(checked.filter(({ known, value }) => !known.includes(value))).toEqual([]);
  });

  test('each alarm has a severity and a summary, and the docs say what to do about it', () => {
    const notified = Array.from(textOf('docs/operate.md').matchAll(/^\| `(Finestreta\w+)`/gm), ([, name]) => name);
    expect(notified).toEqual(rules.map(({ alert }) => alert));
    for (const { alert, labels, annotations } of rules) {
      expect([alert, labels.severity]).toEqual([alert, expect.stringMatching(/^(page|ticket)$/)]);
      expect(annotations.summary).not.toBe('');
    }
  });

  test('answers, refusals and what there is of the rest are counted', async () => {
    expect((await fetch(`${service.url}/nothing-here`)).status).toBe(404);
    expect((await fetch(`${service.url}/v3/directline/nothing`)).status).toBe(404);
    expect((await fetch(`${service.url}/v3/directline/tokens/generate`, { method: 'POST' })).status).toBe(401);
    const text = await (await fetch(`${service.url}/metrics`)).text();
    for (const line of [
      'finestreta_http_responses_total{status="404"} 2',
      'finestreta_http_responses_total{status="500"} 0',
      'finestreta_refusals_total{status="404",reason="route.unknown"} 2',
      'finestreta_refusals_total{status="401",reason="auth.missing"} 1',
      'finestreta_open_streams{kind="webchat"} 0',
      'finestreta_open_streams{kind="console"} 0',
      'finestreta_cases{state="open"} 0',
      'finestreta_cases{state="overdue"} 0',
      'finestreta_content_refused_files 0',
      'finestreta_last_backup_timestamp_seconds 0',
    ]) {
      expect(text).toContain(`\n${line}\n`);
    }
    expect(text).toMatch(/\nfinestreta_build_info\{version="\d+\.\d+\.\d+",node="\d+\.\d+\.\d+"\} 1\n/);
  });
});
