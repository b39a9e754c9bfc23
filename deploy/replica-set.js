// Run by mongosh in compose.yaml: makes the replica set where there is none yet, and waits until it has a primary.
/* global db, rs, sleep, print, quit */
const members = ['mongo1', 'mongo2', 'mongo3'].map((name, _id) => ({ _id, host: `${name}:27017` }));
const notYetInitialized = 94;

try {
  rs.status();
} catch (error) {
  if (error.code !== notYetInitialized) throw error;
  rs.initiate({ _id: 'rs0', members });
}
for (let second = 0; second < 60; second++) {
  const primary = db.hello().primary;
  if (primary) {
    print(`replica set rs0: ${primary} is the primary`);
    quit(0);
  }
  sleep(1_000);
}
print('replica set rs0 has no primary after a minute: look at the logs of mongo1, mongo2 and mongo3');
quit(1);
