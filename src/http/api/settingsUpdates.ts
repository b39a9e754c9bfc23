import type { ApiDeps } from './deps.ts';
import type { News } from './wire.ts';

/** Whether anything that pages show by name has changed (content, colleagues), for one stream. */
export function createSettingNews({
  tenant,
  directory,
  content,
  deskSettings,
}: Pick<ApiDeps, 'tenant' | 'directory' | 'content' | 'deskSettings'>) {
  const named = async () => JSON.stringify([await directory.list(tenant), await deskSettings.read()]);
  let known: string | null = null;
  let knownContent = content();
  return {
    /** Records the initial state. */
    async begin(): Promise<void> {
      known ??= await named();
    },
    async next(): Promise<readonly News[]> {
      const colleagues = await named();
      const isNew = content() !== knownContent || (known !== null && known !== colleagues);
      known = colleagues;
      knownContent = content();
      return isNew ? [{ type: 'setting' }] : [];
    },
  };
}
