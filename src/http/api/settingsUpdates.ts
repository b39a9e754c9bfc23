import type { ApiDeps } from './deps.ts';
import type { News } from './wire.ts';

/** Whether anything that pages show by name has changed (content, colleagues), for one stream. */
export function createSettingNews({ tenant, directory, content }: Pick<ApiDeps, 'tenant' | 'directory' | 'content'>) {
  let known: string | null = null;
  let knownContent = content();
  return {
    /** Records the initial state. */
    async begin(): Promise<void> {
      known ??= JSON.stringify(await directory.list(tenant));
    },
    async next(): Promise<readonly News[]> {
      const colleagues = JSON.stringify(await directory.list(tenant));
      const isNew = content() !== knownContent || (known !== null && known !== colleagues);
      known = colleagues;
      knownContent = content();
      return isNew ? [{ type: 'setting' }] : [];
    },
  };
}
