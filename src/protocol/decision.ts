export type { Circumstances, Decision, Due, Told } from '../core/protocol.ts';
