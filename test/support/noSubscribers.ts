import type { SubscribersView } from '../../src/http/api/wireAnnouncements.ts';

const nobody = { total: 0, cells: {}, others: 0 };

/** Nobody is told of announcements. */
export const noSubscribers: SubscribersView = {
  smallest: 5,
  at: 0,
  tables: {
    state: nobody,
    channel: nobody,
    locale: nobody,
    pace: nobody,
    alert: nobody,
    topic: nobody,
    neighbourhood: nobody,
  },
  announcements: [],
  alerts: [],
  neighbourhoods: [],
};
