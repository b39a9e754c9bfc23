import { coordinationContract } from '../../contract/coordination/coordinationContract.ts';
import { createLog } from '../../support/log.ts';
import { describeWithRedis, openProcess, useServer } from './server.ts';

describeWithRedis('what processes share, through Redis', () => {
  const server = useServer();
  coordinationContract(async () => ({
    one: await openProcess(server().url, createLog()),
    other: await openProcess(server().url, createLog()),
  }));
});
