import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks per second in which Linux reports processor time to programs, on every machine. */
const ticks = 100;

/** Processor seconds that a process and its threads have used so far; 0 when it is gone. Linux only. */
export function processorTime(pid: number): number {
  const fields = statOf(pid);
  return fields === null ? 0 : (Number(fields[11]) + Number(fields[12])) / ticks;
}

/** Processor seconds that this machine has used since it started, by all programs. Linux only. */
export function machineTime(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] =
    read('/proc/stat')?.split('\n', 1)[0]?.trim().split(/\s+/).slice(1).map(Number) ?? [];
  return (user + nice + system + irq + softirq) / ticks;
}

/** Ids of the processes that this one started and that have a name (its first 15 letters). */
export function childrenNamed(name: string): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && Number(statOf(pid)?.[1]) === process.pid && nameOf(pid) === name.slice(0, 15));
}

/** The fields of /proc/PID/stat after the name, from the state on: the name may contain spaces. */
function statOf(pid: number): readonly string[] | null {
  const text = read(`/proc/${pid}/stat`);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

const nameOf = (pid: number) => read(`/proc/${pid}/comm`)?.trim();

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
