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
      // TLS is the proxy's; it decides for how long.
      strictTransportSecurity: false,
    }),
    (_request, response, next) => {
      response.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
      next();
    },
  ];
}
