export type { Circumstances, Decision, Due, Escalation } from '../core/model/protocol.ts';
