import { z } from 'zod';
import type { Attachment } from './activity.ts';

const downloadInfo = 'application/vnd.microsoft.teams.file.download.info';

const download = z.object({ downloadUrl: z.string().max(8_192) });

/** The files among what stands beside a message: cards and the HTML copy of its own text are none. */
export function filesAmong(attachments: readonly Attachment[]): readonly Attachment[] {
  return attachments.filter(({ contentType, contentUrl }) => {
    if (contentType === downloadInfo) return true;
    const ofOurs = /^(text\/html$|application\/vnd\.microsoft\.)/i.test(contentType);
    return !ofOurs && typeof contentUrl === 'string';
  });
}

/** Where a file can be fetched; null when the message does not say. */
export function addressOfFile({ contentType, contentUrl, content }: Attachment): URL | null {
  const text = contentType === downloadInfo ? download.safeParse(content).data?.downloadUrl : contentUrl;
  return typeof text === 'string' && URL.canParse(text) ? new URL(text) : null;
}
