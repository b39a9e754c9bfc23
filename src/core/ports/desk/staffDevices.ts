import type { AgentId } from '../../model/agent.ts';
import type { Device } from '../../model/commit.ts';

/** A browser on which somebody of staff is notified while no page of ours is open. */
export interface StaffDevice extends Omit<Device, 'locale'> {
  /** Tells it from the person's others, and not how it is reached. */
  readonly id: string;
  /** What the person knows it by, as in "Firefox, Android". */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
}

/** The devices of staff, each for one person. */
export interface StaffDevices {
  /** A person's devices, the oldest first. */
  of(tenant: string, person: AgentId): Promise<readonly StaffDevice[]>;
  /** Adds one; of too many the oldest goes. Resolves to its id. */
  add(tenant: string, person: AgentId, device: Omit<StaffDevice, 'id' | 'addedAt'>): Promise<string>;
  remove(tenant: string, person: AgentId, id: string): Promise<void>;
}
