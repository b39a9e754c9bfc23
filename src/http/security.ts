import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Security headers of every answer. Pages run only our own scripts and styles; the widget's script may be loaded
 * by other sites, which is what it is for.
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
      // Said by `createStrictTransport`, on every answer.
      strictTransportSecurity: false,
    }),
    (_request, response, next) => {
      response.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
      next();
    },
  ];
}

/** Seconds for which browsers come by TLS alone: a year. */
const strictFor = 31_536_000;

/**
 * Tells browsers to come by TLS alone from now on (HSTS), where people reach us by https; not for the other hosts below
 * this one's name, which are not ours. `publicUrl` null: the setting does not say how people reach us.
 */
export function createStrictTransport(publicUrl: string | null): RequestHandler {
  const isSecure = publicUrl?.startsWith('https:') === true;
  return (_request, response, next) => {
    if (isSecure) response.set('Strict-Transport-Security', `max-age=${strictFor}`);
    next();
  };
}
