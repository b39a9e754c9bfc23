import type { App } from '../../../src/composition/app.ts';
import type { StaffCommand } from '../../../src/core/model/staffCommand.ts';

/** What staff did, as the journal has it. */
export interface DayRecord {
  /** Reads on to the end of the journal; resolves to what was done in each case so far, by its code, as `Anna: take`. */
  read(app: App): Promise<ReadonlyMap<string, readonly string[]>>;
}

export function createDayRecord(): DayRecord {
  const done = new Map<string, string[]>();
  let cursor: string | null = null;
  return {
    async read({ bot }) {
      const { journal } = bot.stores;
      const people = new Map((await bot.staff.people.directory.list('default')).map(({ id, name }) => [id, name]));
      for (;;) {
        const page: Awaited<ReturnType<typeof journal.scan>> = await journal.scan(cursor, 500);
        cursor = page.cursor;
        for (const commit of page.commits) {
          const caused = commit.events.find((event) => 'case' in event && event.by !== null);
          if (caused === undefined || !('case' in caused)) continue;
          const command = (await bot.conversations.sealer.open(commit))?.command;
          if (command === undefined) continue;
          const line = `${people.get(caused.by ?? '')}: ${described(command)}`;
          done.set(caused.case, [...(done.get(caused.case) ?? []), line]);
        }
        if (page.commits.length < 500) return done;
      }
    },
  };
}

function described(command: StaffCommand): string {
  switch (command.kind) {
    case 'reply':
    case 'note':
      return `${command.kind} ${command.text}`;
    case 'close':
      return `close ${command.reason}`;
    case 'label':
      return `label +${command.add.length} -${command.remove.length}`;
    case 'set-priority':
      return `set-priority ${command.priority}`;
    case 'assign':
      return `assign ${command.to !== null && 'department' in command.to ? command.to.department : 'somebody'}`;
    default:
      return command.kind;
  }
}
