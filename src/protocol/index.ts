export { createProtocol } from './createProtocol.ts';
export { decideProtocol } from './decideProtocol.ts';
export type { Circumstances, Decision, Due, Escalation } from './decision.ts';
export { explain, type ProtocolStrings } from './explain.ts';
export { covers } from './matches.ts';
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
