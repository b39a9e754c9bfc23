import { z } from 'zod';
import type { Attachment } from './activity.ts';

const downloadInfo = 'application/vnd.microsoft.teams.file.download.info';

const download = z.object({ downloadUrl: z.string().max(8_192) });

/** The files among a message's attachments: cards and the HTML copy of the text do not count. */
export function filesAmong(attachments: readonly Attachment[]): readonly Attachment[] {
  return attachments.filter(({ contentType, contentUrl }) => {
    if (contentType === downloadInfo) return true;
    const ofOurs = /^(text\/html$|application\/vnd\.microsoft\.)/i.test(contentType);
    return !ofOurs && typeof contentUrl === 'string';
  });
}

/** URL of the file; null when the message has none. */
export function addressOfFile({ contentType, contentUrl, content }: Attachment): URL | null {
  const text = contentType === downloadInfo ? download.safeParse(content).data?.downloadUrl : contentUrl;
  return typeof text === 'string' && URL.canParse(text) ? new URL(text) : null;
}
