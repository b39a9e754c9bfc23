import { applyProtocol } from '../applyProtocol.ts';
import { inviteToPrivate, isPublic } from '../replies/private.ts';
import type { Middleware } from '../draft.ts';

/**
 * In public, data that identify somebody are answered with the advice to remove them, and nothing else; what the
 * protocol says of them besides is for staff.
 */
export const keepOutOfPublic: Middleware = (turn, next) => {
  const identifies = turn.personalData.length > 0 || turn.input.inbound.content.kind === 'contact';
  if (!isPublic(turn) || !identifies) return next();
  inviteToPrivate(turn, 'personal-data', 'personalDataPublic');
  const known = { department: null, lead: null, offered: [], url: null, isSaid: true };
  applyProtocol(turn, { kind: 'personal-data', traits: ['evidence'], ...known });
};
