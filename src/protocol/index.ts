export { createProtocol } from './createProtocol.ts';
export { decideProtocol } from './decideProtocol.ts';
export type { Circumstances, Decision, Due, Escalation } from './decision.ts';
export { type ExplanationStrings as ProtocolStrings, explain } from './explain.ts';
export { subsumes as covers } from './matches.ts';
export { openProtocol, type ProtocolNames } from './openProtocol.ts';
export {
  type Action,
  actions,
  type CalendarFile,
  type Condition,
  type Deadline,
  type Duration,
  type Protocol,
  type ProtocolFile,
  type Role,
  type Rule,
  roles,
  sanctions,
  type Trait,
  traits,
} from './protocol.ts';
