import { z } from 'zod';
import { trialAccount } from '../../content/trialAccount.ts';
import { editors } from '../../core/cases/policy.ts';
import { type Locale, locales } from '../../core/model/locale.ts';
import type { Surface } from '../../core/model/message.ts';
import { aspects } from '../../core/model/understanding.ts';
import type { ChannelPreview } from '../../core/ports/adapter.ts';
import { openedDesk } from './content.ts';
import { documentId } from './contentSchema.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';
import type { ShownPreview } from './wireWriting.ts';

const part = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('answer') }),
  z.strictObject({ kind: z.literal('plain') }),
  z.strictObject({ kind: z.literal('aspect'), aspect: z.enum(aspects) }),
  z.strictObject({ kind: z.literal('exception'), exception: z.string().min(1).max(500) }),
]);
const typed = z.string().max(20_000).optional();

const previewed = z.union([
  z.strictObject({ id: documentId, part }),
  z.strictObject({ texts: z.strictObject({ ca: typed, es: typed, en: typed }) }),
]);

/** How the channels show a text that is being written. */
export function previewRoutes({
  desk,
  previews,
  tenant,
}: Pick<ApiDeps, 'desk' | 'previews' | 'tenant'>): readonly ApiRoute[] {
  return [
    {
      method: 'post',
      path: 'content/preview',
      roles: editors,
      kind: 'write',
      isLarge: true,
      async answer({ request }) {
        const given = check(previewed, request.body);
        const channels = await previews();
        const wanted = 'texts' in given ? given : { document: given.id, part: given.part };
        const messages = await openedDesk(desk).preview(wanted);
        const shown = locales.flatMap((locale) =>
          channels.flatMap((channel) =>
            surfacesOf(channel).map((surface): ShownPreview => {
              const said = messages(accountOn(channel, tenant, locale), surface, locale);
              return {
                channel: channel.channel,
                surface,
                locale,
                messages: said === null ? null : said.flatMap((message) => channel.show(message)),
              };
            }),
          ),
        );
        return { shown };
      },
    },
  ];
}

const surfacesOf = ({ hasPublic }: ChannelPreview): readonly Surface[] =>
  hasPublic ? ['private', 'public'] : ['private'];

function accountOn({ channel, capabilities }: ChannelPreview, tenant: string, locale: Locale) {
  return { ...trialAccount({ id: 'preview', tenant, channel, name: 'Finestreta', locale }), capabilities };
}
