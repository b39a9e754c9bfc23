import type { RequestHandler } from 'express';
import { CodedError } from '../../core/errors.ts';
import { isSameOrigin } from '../auth/caller.ts';

/** Lets only our own pages change anything: browsers send cookies along from everywhere. */
export function onlyOwnPages(baseUrl: string): RequestHandler {
  return (request, _response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD' || isSameOrigin(request, baseUrl)) return next();
    throw new CodedError('origin.refused', 'Only the pages of the console may do this. Open /console and try there.');
  };
}
