import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type Request, type Response, Router } from 'express';
import { CodedError } from '../../core/errors.ts';

/** A file of the built pages, in memory, as it is and compressed. */
interface BuiltFile {
  readonly type: string;
  readonly bytes: Readonly<Record<'identity' | 'gzip' | 'br', Buffer>>;
  readonly hash: string;
}

/** The built files with their routes. */
export interface BuiltFiles {
  readonly router: Router;
  /** Address of the style sheet; it changes with its content, so that browsers may keep it for ever. */
  readonly style: string;
}

const aYear = 'public, max-age=31536000, immutable';
const aMoment = 'public, max-age=300, stale-while-revalidate=86400';

/**
 * Serves what `scripts/buildPages.mjs` made in `folder`: `/embed.js`, which any site may load, and our own assets.
 * @throws {CodedError} `content.missing` when the pages were not built
 */
export function createBuiltFiles(folder: string): BuiltFiles {
  const embed = read(folder, 'embed.js', 'text/javascript; charset=utf-8');
  const style = read(folder, 'pages.css', 'text/css; charset=utf-8');
  const icon = read(folder, 'icon.svg', 'image/svg+xml');
  const router = Router();
  router.get('/embed.js', (request, response) => {
    // Its address stays the same for ever on other people's pages: it may be kept for minutes only.
    response.set({ 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' });
    send(embed, request, response, aMoment);
  });
  router.get('/assets/pages.css', (request, response) => {
    send(style, request, response, request.query.v === style.hash ? aYear : aMoment);
  });
  router.get(['/assets/icon.svg', '/favicon.ico'], (request, response) => send(icon, request, response, aMoment));
  return { router, style: `/assets/pages.css?v=${style.hash}` };
}

function read(folder: string, name: string, type: string): BuiltFile {
  let identity: Buffer;
  try {
    identity = readFileSync(join(folder, name));
  } catch (cause) {
    throw new CodedError('content.missing', `The page file ${name} is not built. Run: npm run build`, { cause });
  }
  const hash = createHash('sha256').update(identity).digest('base64url').slice(0, 12);
  return { type, hash, bytes: { identity, gzip: gzipSync(identity, { level: 9 }), br: brotliCompressSync(identity) } };
}

function send(file: BuiltFile, request: Request, response: Response, cacheControl: string): void {
  const accepted = request.acceptsEncodings(['br', 'gzip', 'identity']);
  const encoding = accepted === 'br' || accepted === 'gzip' ? accepted : 'identity';
  response.set({ ETag: `"${file.hash}-${encoding}"`, Vary: 'Accept-Encoding', 'Cache-Control': cacheControl });
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  if (encoding !== 'identity') response.set('Content-Encoding', encoding);
  response.set('Content-Type', file.type).send(file.bytes[encoding]);
}
