import type { Agent } from '../../core/model/agent.ts';
import type { StaffLink, StaffStore } from '../../core/ports/staffStore.ts';
import { connect, databaseNameOf, type MongoDatabase, writeTimeLimit } from './connect.ts';
import { isDuplicate } from './driverErrors.ts';

interface AgentDocument extends Agent {
  readonly _id: string;
}

interface LinkDocument extends StaffLink {
  readonly _id: string;
  readonly tenant: string;
}

/** Opens the staff directory in the database that a URI names; throws and rejects as the store does. */
export async function openMongoStaff(uri: string): Promise<StaffStore> {
  return staffOn(await connect(uri, databaseNameOf(uri)));
}

/**
 * The staff directory on an open connection, which it closes. Uniqueness relies on unique ids alone: FerretDB 1 has
 * neither transactions nor atomic conditional updates.
 */
function staffOn(database: MongoDatabase): StaffStore {
  const { connection } = database;
  const staff = connection.collection<AgentDocument>('staff');
  // An entry's id is the e-mail address, so that nobody is listed twice.
  const emails = connection.collection<{ _id: string; agent: string }>('staffEmails');
  const links = connection.collection<LinkDocument>('staffLinks');
  const used = connection.collection<{ _id: string }>('staffLinksUsed');
  const limit = { maxTimeMS: writeTimeLimit };

  const once = async (insert: () => Promise<unknown>): Promise<boolean> => {
    try {
      await insert();
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  };
  const find = async (tenant: string, id: string) => toAgent(await staff.findOne({ _id: location(tenant, id) }));
  const findLink = async (tenant: string, hash: string) => {
    const found = await links.findOne({ _id: location(tenant, hash) });
    const isUsed = found !== null && (await used.findOne({ _id: found._id })) !== null;
    return found === null || isUsed ? null : toLink(found);
  };

  return {
    all: (tenant) =>
      database.run(async () => {
        const found = await staff.find({ tenant }).toArray();
        return found
          .flatMap((each) => toAgent(each) ?? [])
          .sort((a, b) => (a.name < b.name || (a.name === b.name && a.id < b.id) ? -1 : 1));
      }),
    find: (tenant, id) => database.run(() => find(tenant, id)),
    findByEmail: (tenant, email) =>
      database.run(async () => {
        const entry = await emails.findOne({ _id: location(tenant, email) });
        return entry === null ? null : find(tenant, entry.agent);
      }),
    add: (agent) =>
      database.run(async () => {
        const { tenant, id, email } = agent;
        if (!(await once(() => emails.insertOne({ _id: location(tenant, email), agent: id }, limit)))) return false;
        return once(() => staff.insertOne({ _id: location(tenant, id), ...agent }, limit));
      }),
    change: (tenant, id, change) =>
      database.run(async () => {
        const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
        if (Object.keys(given).length > 0) await staff.updateOne({ _id: location(tenant, id) }, { $set: given });
        return find(tenant, id);
      }),
    putLink: (tenant, link) =>
      database.run(async () => {
        await links.deleteMany({ tenant, agent: link.agent });
        await links.insertOne({ _id: location(tenant, link.hash), tenant, ...link }, limit);
      }),
    links: (tenant) =>
      database.run(async () => {
        const found = await links.find({ tenant }).toArray();
        const names = found.map(({ _id }) => _id);
        const gone = new Set((await used.find({ _id: { $in: names } }).toArray()).map(({ _id }) => _id));
        return found.filter(({ _id }) => !gone.has(_id)).map(toLink);
      }),
    dropLinks: (tenant, agent) =>
      database.run(async () => {
        await links.deleteMany({ tenant, agent });
      }),
    findLink: (tenant, hash) => database.run(() => findLink(tenant, hash)),
    takeLink: (tenant, hash) =>
      database.run(async () => {
        const found = await findLink(tenant, hash);
        if (found === null) return null;
        return (await once(() => used.insertOne({ _id: location(tenant, hash) }, limit))) ? found : null;
      }),
    async accounts() {
      const { mongodbAdapter } = await import('better-auth/adapters/mongodb');
      const { db } = connection;
      if (db === undefined) throw new Error('the connection of the staff directory is closed');
      // The driver of mongoose and the adapter's are the same package.
      return mongodbAdapter(db, { transaction: false });
    },
    close: database.shut,
  };
}

const location = (tenant: string, name: string) => `${tenant}/${name}`;

function toAgent(document: (Agent & { _id?: unknown }) | null): Agent | null {
  if (document === null) return null;
  const { _id, ...agent } = document;
  return agent;
}

function toLink({ hash, purpose, agent, expiresAt }: LinkDocument): StaffLink {
  return { hash, purpose, agent, expiresAt };
}
