export type { Circumstances, Decision, Due, Told } from '../core/model/protocol.ts';
