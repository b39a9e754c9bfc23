import { inviteToPrivate, isPublic } from './private.ts';
import type { Middleware } from './turn.ts';

/** In public, data that identify somebody are answered with the advice to remove them, and nothing else. */
export const keepOutOfPublic: Middleware = (turn, next) => {
  const identifies = turn.personalData.length > 0 || turn.input.inbound.content.kind === 'contact';
  if (isPublic(turn) && identifies) inviteToPrivate(turn, 'personal-data', 'personalDataPublic');
  else next();
};
