import { type Locale, locales } from '../../../core/model/locale.ts';
import type { PeriodLength, PublishedFigures } from '../../../core/ports/publishedFigures.ts';
import { pageStrings } from '../strings.ts';

/** What the description of the data says of the council and its service. */
interface CatalogDeps {
  /** Public address of the service, without a trailing slash. */
  readonly url: string;
  /** Name of the council, by language. */
  readonly council: Readonly<Record<Locale, string>>;
  /** Code of the council in the Spanish directory of public bodies (DIR3); null: it is not set. */
  readonly dir3: string | null;
  readonly figures: PublishedFigures;
}

const license = 'http://publications.europa.eu/resource/authority/licence/CC_BY_4_0';
const authority = 'http://publications.europa.eu/resource/authority';
const theme = 'http://datos.gob.es/kos/sector-publico/sector/sector-publico';
const languages: Readonly<Record<Locale, string>> = { ca: 'CAT', es: 'SPA', en: 'ENG' };
const frequencies: Readonly<Record<PeriodLength, string>> = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY' };

const prefixes = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

/** The data sets, with the files that each is published as. */
const dataSets = [
  {
    id: 'figures',
    files: [
      { path: 'dades.csv', format: 'CSV', media: 'text/csv' },
      { path: 'dades.json', format: 'JSON', media: 'application/json' },
    ],
  },
  {
    id: 'requests',
    files: [
      { path: 'avisos.csv', format: 'CSV', media: 'text/csv' },
      { path: 'avisos.json', format: 'JSON', media: 'application/json' },
    ],
  },
  { id: 'log', files: [{ path: 'log/checkpoint', format: 'TXT', media: 'text/plain' }] },
] as const;

/** The open data of the service, described for catalogues of others (DCAT-AP-ES 1.0.0, Turtle). */
export function catalogTurtle({ url, council, dir3, figures }: CatalogDeps): string {
  const base = `${url}/transparencia`;
  const publisher =
    dir3 === null
      ? `${base}/cataleg.ttl#publisher`
      : `http://datos.gob.es/recurso/sector-publico/org/Organismo/${dir3}`;
  const { publications, period } = figures;
  const first = publications[0]?.from ?? null;
  const until = publications.at(-1)?.until ?? null;
  // Without a publication there is no day to tell but that of the log's form.
  const issued = literal(first ?? formDay, 'xsd:date');
  const modified = literal(until ?? first ?? formDay, 'xsd:date');
  const catalogIri = `${base}/cataleg.ttl`;
  const setIri = (id: string) => `${catalogIri}#${id}`;
  const fileIri = (path: string) => `${catalogIri}#${path.replace('/', '-')}`;

  const catalog = node(catalogIri, 'dcat:Catalog', [
    ['dct:title', texts((locale) => pageStrings(locale).openData.title)],
    ['dct:description', texts((locale) => pageStrings(locale).openData.description)],
    ['dct:publisher', iri(publisher)],
    ['foaf:homepage', iri(base)],
    ['dcat:themeTaxonomy', [iri('http://datos.gob.es/kos/sector-publico/sector'), iri(`${authority}/data-theme`)]],
    ['dct:language', locales.map((locale) => iri(`${authority}/language/${languages[locale]}`))],
    ['dct:license', iri(license)],
    ['dct:issued', issued],
    ['dct:modified', modified],
    ['dcat:dataset', dataSets.map(({ id }) => iri(setIri(id)))],
  ]);
  const sets = dataSets.map(({ id, files }) =>
    node(setIri(id), 'dcat:Dataset', [
      ['dct:identifier', quoted(setIri(id))],
      ['dct:title', texts((locale) => pageStrings(locale).openData.sets[id].title)],
      ['dct:description', texts((locale) => pageStrings(locale).openData.sets[id].description)],
      ['dct:publisher', iri(publisher)],
      ['dcat:theme', [iri(theme), iri(`${authority}/data-theme/GOVE`)]],
      ['dcat:keyword', texts((locale) => pageStrings(locale).openData.sets[id].keyword)],
      ['dcat:contactPoint', iri(`${catalogIri}#contact`)],
      ['dcat:landingPage', iri(base)],
      ['dct:language', locales.map((locale) => iri(`${authority}/language/${languages[locale]}`))],
      // What is published of the log changes with each thing that happens.
      ['dct:accrualPeriodicity', iri(`${authority}/frequency/${id === 'log' ? 'UPDATE_CONT' : frequencies[period]}`)],
      ['dct:issued', issued],
      ['dct:modified', modified],
      ...(first === null || until === null ? [] : [['dct:temporal', iri(`${catalogIri}#period`)] as const]),
      ['dcat:distribution', files.map(({ path }) => iri(fileIri(path)))],
    ]),
  );
  const distributions = dataSets.flatMap(({ id, files }) =>
    files.map(({ path, format, media }) =>
      node(fileIri(path), 'dcat:Distribution', [
        ['dct:title', texts((locale) => `${pageStrings(locale).openData.sets[id].title} (${format})`)],
        ['dct:description', texts((locale) => pageStrings(locale).openData.sets[id].description)],
        ['dcat:accessURL', iri(`${base}/${path}`)],
        ['dcat:downloadURL', iri(`${base}/${path}`)],
        ['dct:format', iri(`${authority}/file-type/${format}`)],
        ['dcat:mediaType', iri(`http://www.iana.org/assignments/media-types/${media}`)],
        ['dct:license', iri(license)],
        ['dct:issued', issued],
        ['dct:modified', modified],
      ]),
    ),
  );
  const nodes = [
    catalog,
    node(publisher, 'foaf:Agent', [
      ['foaf:name', texts((locale) => council[locale])],
      ...(dir3 === null ? [] : [['dct:identifier', literal(dir3, 'xsd:string')] as const]),
      ['dct:type', iri('http://purl.org/adms/publishertype/LocalAuthority')],
    ]),
    node(`${catalogIri}#contact`, 'vcard:Organization', [
      ['vcard:fn', texts((locale) => council[locale])],
      ['vcard:organization-name', texts((locale) => council[locale])],
      ['vcard:hasURL', iri(url)],
      ...(dir3 === null ? [] : [['vcard:hasUID', iri(publisher)] as const]),
    ]),
    ...(first === null || until === null
      ? []
      : [
          node(`${catalogIri}#period`, 'dct:PeriodOfTime', [
            ['dcat:startDate', literal(first, 'xsd:date')],
            ['dcat:endDate', literal(until, 'xsd:date')],
          ]),
        ]),
    ...sets,
    ...distributions,
  ];
  const head = Object.entries(prefixes).map(([name, address]) => `@prefix ${name}: <${address}> .\n`);
  return `${head.join('')}\n${nodes.join('\n')}`;
}

/** Day of the form of this description. */
const formDay = '2026-11-27';

type Property = readonly [name: string, values: string | readonly string[]];

function node(subject: string, type: string, properties: readonly Property[]): string {
  const lines = properties.map(([name, values]) => `  ${name} ${[values].flat().join(', ')}`);
  return `${iri(subject)} a ${type} ;\n${lines.join(' ;\n')} .\n`;
}

/** A text in each language. */
function texts(textIn: (locale: Locale) => string): readonly string[] {
  return locales.map((locale) => `${quoted(textIn(locale))}@${locale}`);
}

function iri(address: string): string {
  // What may not stand in an IRI of Turtle is written as its code.
  return `<${address.replace(/[\s<>"{}|^`\\]/g, (character) => encodeURIComponent(character))}>`;
}

function literal(value: string, type: string): string {
  return type === 'xsd:string' ? quoted(value) : `${quoted(value)}^^${type}`;
}

function quoted(text: string): string {
  const escaped = text.replace(/[\\"\n\r\t]/g, (character) => escapes[character] ?? character);
  return `"${escaped}"`;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
