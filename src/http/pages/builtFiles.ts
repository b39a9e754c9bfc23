import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Request, type Response, Router } from 'express';
import { CodedError } from '../../core/model/errors.ts';

/** A file of the built pages, in memory: uncompressed and, for text, in each encoding, the preferred one first. */
interface BuiltFile {
  readonly type: string;
  readonly identity: Buffer;
  readonly compressed: ReadonlyMap<string, Buffer>;
  readonly hash: string;
}

/** The compressed variants that the build creates next to a text file, by file name suffix. */
const compressions = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** The built files with their routes. */
export interface BuiltFiles {
  readonly router: Router;
  /** Address of the style sheet; it changes with the content, so that browsers may cache it for ever. */
  readonly style: string;
  /** Addresses of the console's script and style; the script loads the rest by itself. */
  readonly console: {
    readonly script: string;
    /** What the script begins by loading: a page that names it saves a round trip. */
    readonly preloaded: readonly string[];
    readonly style: string;
  };
  /** Address of the script of the case page. */
  readonly caseScript: string;
  /** Address of the script by which a browser subscribes to be told of answers. */
  readonly pushScript: string;
  /** Address of the script for a quick exit on the page without JavaScript, for browsers that run it. */
  readonly exitScript: string;
  /** Address of the script that sends the token of an invitation. */
  readonly welcomeScript: string;
  /** Address of the script that checks proofs. */
  readonly proofScript: string;
  /** Address of the script that creates and uses passkeys. */
  readonly passkeyScript: string;
}

const png = 'image/png';
const aYear = 'public, max-age=31536000, immutable';
const aMoment = 'public, max-age=300, stale-while-revalidate=86400';

/**
 * Serves what `scripts/buildPages.mjs` created in `folder`: `/embed.js`, which any site may load, and our own assets.
 * @throws {CodedError} `content.missing` when the pages were not built
 */
export function createBuiltFiles(folder: string): BuiltFiles {
  const embed = read(folder, 'embed.js', 'text/javascript; charset=utf-8');
  const style = read(folder, 'pages.css', 'text/css; charset=utf-8');
  const caseScript = read(folder, 'case.js', 'text/javascript; charset=utf-8');
  const welcomeScript = read(folder, 'welcome.js', 'text/javascript; charset=utf-8');
  const passkeyScript = read(folder, 'passkey.js', 'text/javascript; charset=utf-8');
  const proofScript = read(folder, 'proof.js', 'text/javascript; charset=utf-8');
  const exitScript = read(folder, 'exit.js', 'text/javascript; charset=utf-8');
  const pushScript = read(folder, 'push.js', 'text/javascript; charset=utf-8');
  const pushWorker = read(folder, 'push-worker.js', 'text/javascript; charset=utf-8');
  const icon = read(folder, 'icon.svg', 'image/svg+xml');
  const consoleStyle = read(folder, 'console.css', 'text/css; charset=utf-8');
  const drawings = [192, 512].map(
    (size) => [`/assets/icon-${size}.png`, read(folder, `icon-${size}.png`, png)] as const,
  );
  const router = Router();
  router.get('/embed.js', (request, response) => {
    // Other sites embed this permanent address, so it may be cached for minutes only.
    response.set({ 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' });
    send(embed, request, response, aMoment);
  });
  // What embed.js loads later, also on other sites.
  for (const name of filesNamed(folder, /^embed-[\w-]+\.js$/)) {
    const script = read(folder, name, 'text/javascript; charset=utf-8');
    router.get(`/${name}`, (request, response) => {
      response.set({ 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' });
      send(script, request, response, aYear);
    });
  }
  const versioned = [
    ['/assets/pages.css', style],
    ['/assets/console.css', consoleStyle],
    ['/assets/case.js', caseScript],
    ['/assets/push.js', pushScript],
    ['/assets/exit.js', exitScript],
    ['/assets/proof.js', proofScript],
    ['/assets/welcome.js', welcomeScript],
    ['/assets/passkey.js', passkeyScript],
  ] as const;
  for (const [path, file] of versioned) {
    router.get(path, (request, response) => {
      send(file, request, response, request.query.v === file.hash ? aYear : aMoment);
    });
  }
  for (const name of filesNamed(folder, /^console-[\w-]+\.(?:js|css)$/)) {
    const type = name.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8';
    const file = read(folder, name, type);
    router.get(`/assets/${name}`, (request, response) => send(file, request, response, aYear));
  }
  // At the root and under one address for ever: browsers bind a worker to both.
  router.get('/push-worker.js', (request, response) => send(pushWorker, request, response, 'no-cache'));
  for (const [path, file] of drawings) {
    router.get(path, (request, response) => send(file, request, response, aMoment));
  }
  router.get(['/assets/icon.svg', '/favicon.ico'], (request, response) => send(icon, request, response, aMoment));
  return {
    router,
    style: `/assets/pages.css?v=${style.hash}`,
    console: {
      ...consoleEntry(folder),
      style: `/assets/console.css?v=${consoleStyle.hash}`,
    },
    caseScript: `/assets/case.js?v=${caseScript.hash}`,
    proofScript: `/assets/proof.js?v=${proofScript.hash}`,
    pushScript: `/assets/push.js?v=${pushScript.hash}`,
    exitScript: `/assets/exit.js?v=${exitScript.hash}`,
    welcomeScript: `/assets/welcome.js?v=${welcomeScript.hash}`,
    passkeyScript: `/assets/passkey.js?v=${passkeyScript.hash}`,
  };
}

function read(folder: string, name: string, type: string): BuiltFile {
  const identity = readBuilt(folder, name);
  const hash = createHash('sha256').update(identity).digest('base64url').slice(0, 12);
  const compressed =
    type === png ? [] : compressions.map(([key, end]) => [key, readBuilt(folder, name + end)] as const);
  return { type, hash, identity, compressed: new Map(compressed) };
}

/** Files whose names change with what is in them. */
function filesNamed(folder: string, pattern: RegExp): readonly string[] {
  return readdirSync(folder).filter((name) => pattern.test(name));
}

interface ManifestEntry {
  readonly file: string;
  readonly isEntry?: boolean;
  /** Keys of what it imports as soon as it runs. */
  readonly imports?: readonly string[];
}

/** The first of the console's scripts, and what it imports, as the build names them. */
function consoleEntry(folder: string): Pick<BuiltFiles['console'], 'script' | 'preloaded'> {
  const manifest: Readonly<Record<string, ManifestEntry>> = JSON.parse(
    readBuilt(folder, 'console.json').toString('utf8'),
  );
  const entry = Object.values(manifest).find(({ isEntry }) => isEntry === true);
  if (entry === undefined) throw new CodedError('content.missing', 'console.json names no script. Run: npm run build');
  const imported = (entry.imports ?? []).flatMap((key) => manifest[key]?.file ?? []);
  return { script: `/assets/${entry.file}`, preloaded: imported.map((file) => `/assets/${file}`) };
}

function readBuilt(folder: string, name: string): Buffer {
  try {
    return readFileSync(join(folder, name));
  } catch (cause) {
    throw new CodedError('content.missing', `The page file ${name} is not built. Run: npm run build`, { cause });
  }
}

function send(file: BuiltFile, request: Request, response: Response, cacheControl: string): void {
  const accepted = request.acceptsEncodings([...file.compressed.keys(), 'identity']);
  const compressed = accepted === false ? undefined : file.compressed.get(accepted);
  const encoding = compressed === undefined ? 'identity' : String(accepted);
  response.set({ ETag: `"${file.hash}-${encoding}"`, Vary: 'Accept-Encoding', 'Cache-Control': cacheControl });
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  if (compressed !== undefined) response.set('Content-Encoding', encoding);
  response.set('Content-Type', file.type).send(compressed ?? file.identity);
}
