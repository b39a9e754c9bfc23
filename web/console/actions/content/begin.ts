import type { DeskDocument } from '../../../../src/content/desk/views.ts';
import { ask } from '../../api.ts';
import { newAnnouncementText } from '../../model/content/announcement.ts';
import { flowIdOf, newFlowText } from '../../model/content/flowSteps.ts';
import { freeName } from '../../model/content/lists.ts';
import { state, townDay } from '../../state.ts';
import { faultCode, faultText } from '../faults.ts';
import { go } from '../route.ts';
import { contentStore, readContentList } from './list.ts';

/** Begins an entry and opens it. Resolves to why it was not possible; null: it was. */
export function startEntry(topic: string, title: string): Promise<string | null> {
  return begin(() => ask<DeskDocument>('POST', 'content/new', { topic, title: { ca: title } }));
}

/** Begins a flow, in a separate file, and opens it. Resolves as `startEntry`. */
export function startFlow(title: string): Promise<string | null> {
  const taken = (contentStore.get().list?.documents ?? []).map(({ id }) => id.replace(/^flows\/|\.yaml$/g, ''));
  const flow = freeName(flowIdOf(title), taken);
  const body = { id: `flows/${flow}.yaml`, base: null, text: newFlowText(flow, title) };
  return begin(() => ask<DeskDocument>('POST', 'content/draft', body));
}

/** Begins an announcement for tomorrow at nine, and opens it. Resolves as `startEntry`. */
export function startAnnouncement(title: string): Promise<string | null> {
  const folder = /^announcements\/|\.yaml$/g;
  const taken = (contentStore.get().list?.documents ?? []).map(({ id }) => id.replace(folder, ''));
  const day = townDay(state.get(), state.get().now + 86_400_000);
  // The day makes its id: one is never used a second time, also when the first was withdrawn and removed.
  const id = freeName(`${flowIdOf(title)}-${day}`, taken);
  const body = { id: `announcements/${id}.yaml`, base: null, text: newAnnouncementText(title, day) };
  return begin(() => ask<DeskDocument>('POST', 'content/draft', body));
}

async function begin(make: () => Promise<DeskDocument>): Promise<string | null> {
  try {
    const document = await make();
    state.set({ dialog: null });
    go({ page: 'content', document: document.id });
    void readContentList();
    return null;
  } catch (error) {
    return faultText(faultCode(error));
  }
}
