import type { NoticeDelivery, Notices, ToldNotice } from '../../src/core/ports/notifications.ts';

/** Notices in memory. */
export function createMemoryNotices(): Notices & {
  /** All of them, of everybody, in their order. */
  told(): readonly ToldNotice[];
} {
  const told: ToldNotice[] = [];
  const sent = new Map<string, NoticeDelivery>();
  const nameOf = (...pieces: readonly string[]) => JSON.stringify(pieces);
  const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
  const same = (one: ToldNotice, other: ToldNotice) =>
    nameOf(one.tenant, one.person, one.id) === nameOf(other.tenant, other.person, other.id);

  return {
    told: () => copy(told),
    async put(notice) {
      if (!told.some((each) => same(each, notice))) told.push(copy(notice));
    },
    async list(tenant, person, after, limit) {
      const own = told.map((notice, seq) => ({ notice, seq })).filter(({ notice }) => notice.tenant === tenant);
      const theirs = own.filter(({ notice }) => notice.person === person);
      const some =
        after === null ? theirs.slice(-limit) : theirs.filter(({ seq }) => seq > Number(after)).slice(0, limit);
      const last = some.at(-1)?.seq;
      return { notices: some.map(({ notice }) => copy(notice)), cursor: last === undefined ? after : String(last) };
    },
    async noteDelivery(delivery) {
      const name = nameOf(delivery.tenant, delivery.target, delivery.notice);
      sent.set(name, copy({ ...delivery, attempts: (sent.get(name)?.attempts ?? 0) + 1 }));
    },
    deliveries: async (tenant, target, limit) =>
      copy([...sent.values()])
        .filter((each) => each.tenant === tenant && each.target === target)
        .sort((a, b) => b.at - a.at)
        .slice(0, limit),
  };
}
