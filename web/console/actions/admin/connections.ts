import type {
  ConnectionAnswer,
  Connections,
  DepartmentView,
  EmbedSites,
} from '../../../../src/http/api/wireConnections.ts';
import type { WebhookView } from '../../../../src/http/api/wireStaff.ts';
import { ask, read } from '../../api.ts';
import { createStore } from '../../observable.ts';
import { toast } from '../announce.ts';
import { faultCode, faultText } from '../faults.ts';

/** What the service is connected to, and what tests of it said, by the path that was asked. */
export const connectionStore = createStore<{
  connections: Connections | null;
  hooks: readonly WebhookView[];
  answers: Readonly<Record<string, ConnectionAnswer>>;
  /** The path of the test that runs; null: none does. */
  testing: string | null;
  fault: string | null;
}>({ connections: null, hooks: [], answers: {}, testing: null, fault: null });

export async function readConnections(): Promise<void> {
  try {
    const [connections, hooks] = await Promise.all([
      read<Connections>('connections', {}),
      read<readonly WebhookView[]>('hooks', {}),
    ]);
    connectionStore.set({ connections, hooks, fault: null });
  } catch (error) {
    connectionStore.set({ fault: faultText(faultCode(error)) });
  }
}

/** Runs a test: `connections/mail`, `connections/sms` with a number, `connections/sign-in`, or `hooks/` and a name. */
export async function testConnection(path: string, body: { readonly phone?: string }): Promise<void> {
  const { [path]: _, ...others } = connectionStore.get().answers;
  connectionStore.set({ testing: path, answers: others });
  try {
    const answer = await ask<ConnectionAnswer>('POST', `${path}/test`, body);
    connectionStore.set({ answers: { ...others, [path]: answer } });
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  }
  connectionStore.set({ testing: null });
}

/** Sites and departments, loaded when an administrator opens their page; null: not yet. */
export const siteStore = createStore<{
  embed: EmbedSites | null;
  departments: readonly DepartmentView[] | null;
  fault: string | null;
}>({ embed: null, departments: null, fault: null });

export async function readEmbed(): Promise<void> {
  try {
    siteStore.set({ embed: await read<EmbedSites>('embed', {}), fault: null });
  } catch (error) {
    siteStore.set({ fault: faultText(faultCode(error)) });
  }
}

export async function readDepartments(): Promise<void> {
  try {
    siteStore.set({ departments: await read<readonly DepartmentView[]>('departments', {}), fault: null });
  } catch (error) {
    siteStore.set({ fault: faultText(faultCode(error)) });
  }
}
