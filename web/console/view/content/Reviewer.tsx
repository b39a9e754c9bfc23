import type { DeskRelease } from '../../../../src/content/desk/views.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { fullDate } from '../Deadline.tsx';
import { nameOfAgent } from '../names.ts';

/** Who approved it, and who had let that person in: it stands out where the author did. */
export function Reviewer({ of }: { readonly of: Pick<DeskRelease, 'by' | 'reviewer' | 'reviewerAccess'> }) {
  const strings = useStrings().content.publish;
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const { by, reviewer, reviewerAccess: access } = of;
  if (reviewer === null) return null;
  const name = nameOfAgent(setting, reviewer);
  return (
    <>
      <p class="hint">
        {interpolate(strings.approvedBy, { name })}
        {access !== null &&
          access.by !== null &&
          access.by !== by &&
          ` ${interpolate(strings.letInBy, { name: nameOfAgent(setting, access.by), at: fullDate(access.at, locale) })}`}
      </p>
      {access !== null && access.by !== null && access.by === by && (
        <p class="problem">
          {interpolate(strings.letInByAuthor, {
            name,
            author: nameOfAgent(setting, access.by),
            at: fullDate(access.at, locale),
          })}
        </p>
      )}
    </>
  );
}
