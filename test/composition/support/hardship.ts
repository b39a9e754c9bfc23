import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

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

/** A disk whose space a test takes away and gives back while a program keeps its data on it. */
interface SmallDisk {
  /** Words that start a program with the disk as this folder. */
  words(folder: string, words: readonly string[]): readonly string[];
  /** Leaves the program of this process not a byte. */
  fill(pid: number): void;
  free(pid: number): void;
  /** The code of a write that finds no space: a limit on the size of files, unlike a full disk, is an error of the disk. */
  readonly code: 'store.full' | 'store.unusable';
}

/**
 * A file system in memory of a size, seen by the program alone; where none may be mounted, the files of the program may not
 * grow while the disk counts as full, which SQLite meets in the same place.
 */
export function smallDisk(megabytes: number): SmallDisk {
  if (!mayMount()) return limitedFiles;
  let filler = '';
  return {
    code: 'store.full',
    words(folder, words) {
      filler = join(folder, 'filler');
      const script = `mount -t tmpfs -o size=${megabytes}m tmpfs "$1" && shift && exec "$@"`;
      return [...unshare, 'sh', '-c', script, 'sh', folder, ...words];
    },
    fill(pid) {
      const file = openSync(`/proc/${pid}/root${filler}`, 'w');
      try {
        for (const size of [65_536, 4_096]) writeUntilFull(file, Buffer.alloc(size));
      } finally {
        closeSync(file);
      }
    },
    free: (pid) => rmSync(`/proc/${pid}/root${filler}`),
  };
}

const limitedFiles: SmallDisk = {
  code: 'store.unusable',
  words: (_, words) => words,
  fill: (pid) => void spawnSync('prlimit', ['--pid', String(pid), '--fsize=4096:']),
  free: (pid) => void spawnSync('prlimit', ['--pid', String(pid), '--fsize=unlimited:']),
};

function writeUntilFull(file: number, bytes: Buffer): void {
  for (;;) {
    try {
      writeSync(file, bytes);
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ENOSPC') return;
      throw error;
    }
  }
}
