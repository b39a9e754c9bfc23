import { spawnSync } from 'node:child_process';

/** Words that start a program as a user for whom permissions count; the superuser's privilege to ignore them is dropped. */
export function withoutPrivileges(words: readonly string[]): readonly string[] {
  if (process.geteuid?.() !== 0) return words;
  const dropped = '-dac_override,-dac_read_search';
  return ['setpriv', `--bounding-set=${dropped}`, `--inh-caps=${dropped}`, ...words];
}

/**
 * Words that start a program with its data on a disk without a free byte: a small file system in memory, seen by nobody
 * else, to which a folder is copied before and from which it is copied back. Where none may be mounted, no file may
 * grow beyond the size of a data file, which SQLite meets in the same way.
 */
export function onFullDisk(folder: string, words: readonly string[]): readonly string[] {
  if (!mayMount()) return ['sh', '-c', 'ulimit -f 16; exec "$@"', 'sh', ...words];
  const script = `
    set -e
    folder=$1; shift
    cp -a "$folder" "$folder.aside"
    mount -t tmpfs -o size=600k tmpfs "$folder"
    cp -a "$folder.aside/." "$folder"
    dd if=/dev/zero of="$folder/filler" bs=1k 2>/dev/null || true
    code=0; "$@" || code=$?
    rm "$folder/filler"
    rm -r "$folder.aside"
    cp -a "$folder" "$folder.aside"
    umount "$folder"
    cp -a "$folder.aside/." "$folder"
    rm -r "$folder.aside"
    exit $code`;
  return [...unshare, 'sh', '-c', script, 'sh', folder, ...words];
}

/** A process that sees mounts of its own. */
const unshare = process.geteuid?.() === 0 ? ['unshare', '--mount'] : ['unshare', '--map-root-user', '--mount'];

function mayMount(): boolean {
  const [program = '', ...words] = [...unshare, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'];
  return spawnSync(program, words).status === 0;
}
