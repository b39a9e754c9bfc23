import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * `npm run catalog:check -- CATALOG SHAPES`: validates the description of the open data against the official shapes of
 * DCAT-AP-ES, with two third-party validators, installed once into the user's cache: rdf-validate-shacl (npm) and pySHACL (PyPI,
 * if Python is available; only it runs the rules written in SPARQL). CATALOG: file or URL of `cataleg.ttl`. SHAPES: folder with
 * the `.ttl` files of https://github.com/datosgobes/DCAT-AP-ES. Exits 1 when a validator finds a violation.
 */
const usage = 'Usage: npm run catalog:check -- FILE_OR_URL_OF_CATALOG FOLDER_OF_SHAPES';
const [catalog, shapesFolder, ...more] = process.argv.slice(2);
if (catalog === undefined || shapesFolder === undefined || more.length > 0) {
  console.error(usage);
  process.exit(2);
}
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'finestreta', 'shacl');
mkdirSync(cache, { recursive: true });
const data = /^https?:/.test(catalog) ? await (await fetch(catalog)).text() : readFileSync(catalog, 'utf8');
// Skips files that only import shapes and vocabularies by URL: those are read from elsewhere.
const shapeFiles = readdirSync(resolve(shapesFolder)).filter(
  (name) => /^(?:dcat-ap-es|shacl_).*\.ttl$/.test(name) && !name.includes('imports'),
);
if (shapeFiles.length === 0) {
  console.error(`No DCAT-AP-ES shapes found in ${shapesFolder}.`);
  process.exit(2);
}
const shapes = shapeFiles.map((name) => readFileSync(join(resolve(shapesFolder), name), 'utf8')).join('\n');
writeFileSync(join(cache, 'catalog.ttl'), data);
writeFileSync(join(cache, 'shapes.ttl'), shapes);

/** Runs a program until it exits. */
function run(program, words) {
  const { status, stdout, stderr, error } = spawnSync(program, words, { cwd: cache, encoding: 'utf8' });
  return { status: error ? null : status, output: `${stdout ?? ''}${stderr ?? ''}` };
}

/** Violations and warnings that rdf-validate-shacl finds. */
async function inJavaScript() {
  if (!existsSync(join(cache, 'node_modules', 'rdf-validate-shacl'))) {
    writeFileSync(join(cache, 'package.json'), '{"private":true}\n');
    const { status, output } = run('npm', ['install', '--no-audit', '--no-fund', 'rdf-validate-shacl@0.6', 'n3@2']);
    if (status !== 0) throw new Error(`rdf-validate-shacl could not be installed:\n${output}`);
  }
  const from = createRequire(join(cache, 'package.json'));
  const { default: Validator } = await import(pathToFileURL(from.resolve('rdf-validate-shacl')).href);
  const { Parser, Store } = from('n3');
  // It does not support rules in SPARQL, and would stop at the first one.
  const isKnown = ({ predicate }) => predicate.value !== 'http://www.w3.org/ns/shacl#sparql';
  const known = new Store(new Parser().parse(shapes).filter(isKnown));
  const report = await new Validator(known).validate(new Store(new Parser().parse(data)));
  const results = [...report.results];
  const of = (severity) => results.filter((each) => each.severity?.value.endsWith(severity));
  return { violations: of('#Violation').map(said), warnings: of('#Warning').length };
}

const said = ({ focusNode, path, message }) =>
  `${focusNode?.value ?? '?'} ${path?.value ?? ''}: ${message?.[0]?.value ?? 'not said'}`;

/** The same with pySHACL; null if it is not available here. */
function inPython() {
  const python = join(cache, 'python', 'bin', 'python');
  if (!existsSync(python) && run('python3', ['-m', 'venv', 'python']).status !== 0) return null;
  if (run(python, ['-m', 'pyshacl', '--version']).status !== 0) {
    if (run(python, ['-m', 'pip', 'install', '--quiet', 'pyshacl==0.40.1']).status !== 0) return null;
  }
  const words = ['-m', 'pyshacl', '--advanced', '--allow-warnings', '--shacl', 'shapes.ttl', 'catalog.ttl'];
  const { status, output } = run(python, words);
  if (status !== 0 && status !== 1) throw new Error(`pySHACL failed:\n${output}`);
  return {
    conforms: output.includes('Conforms: True'),
    violations: output.split('\n').filter((line) => /^\tSeverity: sh:Violation/.test(line)).length,
    warnings: output.split('\n').filter((line) => /^\tSeverity: sh:Warning/.test(line)).length,
    output,
  };
}

const script = await inJavaScript();
console.log(`rdf-validate-shacl: ${script.violations.length} violations, ${script.warnings} warnings`);
for (const violation of script.violations) console.log(`  ${violation}`);
const python = inPython();
if (python === null) console.log('pySHACL: cannot be installed here');
else {
  console.log(`pySHACL: ${python.conforms ? 'conforms' : 'DOES NOT CONFORM'}, ${python.warnings} warnings`);
  if (!python.conforms) console.log(python.output);
}
process.exit(script.violations.length === 0 && python?.conforms !== false ? 0 : 1);
