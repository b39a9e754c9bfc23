import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npm run sbom`: writes a CycloneDX document of what ships, according to `package-lock.json`, into `dist`. npm lists everything
 * that is installed; this script removes what the image is built without (development tools, optional packages): with
 * `--omit=dev` npm 11 also leaves out packages that ship but are optional peers of a development tool. npm also uses
 * the folder's name as the program's; this is corrected, too.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));
const { name, version, license } = read('package.json');
const { packages } = read('package-lock.json');

const words = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application'];
const { status, stdout } = spawnSync('npm', words, {
  cwd: root,
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
});
if (status !== 0) {
  console.error('npm could not list the packages. `npm sbom` needs npm 10 or later: check `npm --version`.');
  process.exit(1);
}
const document = JSON.parse(stdout);
const { component } = document.metadata;
const before = component['bom-ref'];
const reference = `${name}@${version}`;
document.metadata.component = {
  ...component,
  'bom-ref': reference,
  name,
  version,
  purl: `pkg:npm/${name}@${version}`,
  licenses: [{ license: { id: license } }],
};

const shipped = Object.entries(packages)
  .filter(([path, { dev, devOptional, optional }]) => path && !dev && !devOptional && !optional)
  .map(([path, entry]) => `${path.replace(/^.*node_modules\//, '')}@${entry.version}`);
const ships = new Set([before, ...shipped]);
document.components = document.components.filter((each) => ships.has(each['bom-ref']));
document.dependencies = document.dependencies
  .filter(({ ref }) => ships.has(ref))
  .map(({ ref, dependsOn }) => ({
    ref: ref === before ? reference : ref,
    dependsOn: dependsOn.filter((each) => ships.has(each)),
  }));

const file = join('dist', `${name}-${version}.cdx.json`);
mkdirSync(join(root, 'dist'), { recursive: true });
writeFileSync(join(root, file), `${JSON.stringify(document, null, 2)}\n`);
console.log(`${document.components.length} packages: ${file}`);
