import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Security headers of every response. Pages run only our own scripts and styles; the widget's script may be loaded by
 * other sites, which is its purpose.
 */
export function createSecurityHeaders(): readonly RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'none'"],
          'script-src': ["'self'"],
          'style-src': ["'self'"],
          'img-src': ["'self'", 'data:', 'blob:'],
          'media-src': ["'self'", 'blob:'],
          'font-src': ["'self'"],
          'connect-src': ["'self'"],
          'manifest-src': ["'self'"],
          'form-action': ["'self'"],
          'base-uri': ["'none'"],
          'frame-ancestors': ["'none'"],
        },
      },
      crossOriginEmbedderPolicy: false,
      crossOriginResourcePolicy: { policy: 'same-origin' },
      referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
      // Set by `createStrictTransport`, on every response.
      strictTransportSecurity: false,
    }),
    (_request, response, next) => {
      response.set('Permissions-Policy', 'camera=(), microphone=(self), geolocation=(self)');
      next();
    },
  ];
}

/** Seconds during which browsers use TLS only: a year. */
const hstsSeconds = 31_536_000;

/**
 * Tells browsers to use TLS only (HSTS), where the public address is https; not for the other hosts below this one's
 * name, which are not ours. `publicUrl` null: the public address is not configured.
 */
export function createStrictTransport(publicUrl: string | null): RequestHandler {
  const isSecure = publicUrl?.startsWith('https:') === true;
  return (_request, response, next) => {
    if (isSecure) response.set('Strict-Transport-Security', `max-age=${hstsSeconds}`);
    next();
  };
}
