import { createInstallation, type StoreKind } from './installation.ts';
import { startService } from './service.ts';
import { openSpreadClients } from './spreadClients.ts';

/** Seconds for which idle streams are watched: each is pinged once in 30. */
const watched = 30;

/** Cost of idle sockets in one process. */
export interface StreamsResult {
  readonly store: string;
  readonly streams: number;
  /** Bytes of memory for each. */
  readonly bytes: number;
  /** Share of one processor for all of them. */
  readonly busy: number;
}

/** Opens streams to one process, first a tenth of them, then all, and compares. */
export async function measureOpenStreams(kind: StoreKind, streams: number): Promise<StreamsResult | null> {
  const installation = await createInstallation(kind);
  if (installation === null) return null;
  const service = await startService(installation, 1);
  const some = await openSpreadClients(service.ports, Math.ceil(streams / 10));
  const few = service.memory();
  const rest = await openSpreadClients(service.ports, streams - Math.ceil(streams / 10));
  const many = service.memory();
  const before = service.cpu().bot;
  await new Promise((resolve) => setTimeout(resolve, watched * 1_000));
  const busy = (service.cpu().bot - before) / watched;
  some.close();
  rest.close();
  await service.stop();
  await installation.close();
  return { store: installation.name, streams, bytes: (many - few) / (streams * 0.9), busy };
}
