import type { FlowDefinition } from '../model/flow.ts';
import type { FlowRecord } from '../model/records.ts';
import { createLruCache } from '../util/lruCache.ts';
import type { RecordLog, RecordStream } from './recordLog.ts';

/** The account id in commits of flows: no real account can have it. */
const flowsAccount = '(flows)';
/** Number of versions in memory. */
const cacheSize = 200;

/** Versions of flows with which conversations began: they end with them, in any process, whatever the content is now. */
export interface FlowVersions {
  /** Records a version before a conversation refers to it. Idempotent. */
  keep(tenant: string, definition: FlowDefinition): Promise<void>;
  /** Null where it was never recorded. */
  find(tenant: string, flow: string, version: string): Promise<FlowDefinition | null>;
}

/** Stores each version once, as a separate record in the journal. */
export function createFlowVersions(records: Pick<RecordLog, 'append' | 'newest'>): FlowVersions {
  const known = createLruCache<string, FlowDefinition>(cacheSize);
  const nameOf = (flow: string, version: string) => `flow ${flow} ${version}`;
  const streamOf = (tenant: string, flow: string, version: string): RecordStream => ({
    tenant,
    account: flowsAccount,
    name: nameOf(flow, version),
  });
  const keyOf = (tenant: string, flow: string, version: string) => `${tenant} ${nameOf(flow, version)}`;

  return {
    async keep(tenant, definition) {
      const { id: flow, version } = definition;
      const key = keyOf(tenant, flow, version);
      if (known.get(key) !== undefined) return;
      await records.append<FlowRecord>(streamOf(tenant, flow, version), '', (state) =>
        state !== null
          ? null
          : {
              events: [{ type: 'flow.kept', flow, version }],
              state: { record: 'flow', shape: 1, definition },
            },
      );
      known.set(key, definition);
    },

    async find(tenant, flow, version) {
      const key = keyOf(tenant, flow, version);
      const cached = known.get(key);
      if (cached !== undefined) return cached;
      const found = await records.newest<FlowRecord>(streamOf(tenant, flow, version));
      if (found === null) return null;
      known.set(key, found.state.definition);
      return found.state.definition;
    },
  };
}
