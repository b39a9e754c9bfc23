import { resolve } from 'node:path';
import { publicLogFolder } from '../composition/transparency.ts';
import { readConfig } from '../config.ts';
import { CodedError } from '../core/model/errors.ts';
import { loadEnvironment } from '../settings.ts';
import { exportLog } from '../transparency/check/exportLog.ts';
import { openSource } from '../transparency/check/logSource.ts';
import { publishedFolder } from '../transparency/publicLog.ts';
import { describeReport } from './log/describeReport.ts';
import { announceInstallation } from './openForCli.ts';
import { runCli } from './runCli.ts';

const usage = 'Usage: npm run log:export -- FOLDER';

/** `npm run log:export -- FOLDER`: copies the public log of this installation, checked, for any web server to publish. */
await runCli(usage, async () => {
  const [folder, ...more] = process.argv.slice(2);
  if (folder === undefined || folder.startsWith('-') || more.length > 0) throw new CodedError('input.invalid', usage);
  const config = readConfig(loadEnvironment(), process.cwd());
  announceInstallation(config, config.installationId);
  const report = await exportLog(openSource(publishedFolder(publicLogFolder(config))), resolve(folder));
  return describeReport(report, `Copied to ${resolve(folder)}; publish that folder as it is.`);
});
