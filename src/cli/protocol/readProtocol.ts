import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createProtocolCheck } from '../../content/checks/protocol.ts';
import type { Content } from '../../content/content.ts';
import { readYaml } from '../../content/load/readYaml.ts';
import { protocolFile } from '../../content/schema/protocol.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { ProtocolFile } from '../../protocol/index.ts';

/**
 * Reads a draft protocol, checked against the rest of the content.
 * @throws {CodedError} `content.invalid` with what to fix; `input.invalid` when the file cannot be read
 */
export async function readProtocol(file: string, base: string, content: Content): Promise<ProtocolFile> {
  const text = await readFile(resolve(base, file), 'utf8').catch((cause: unknown) => {
    throw new CodedError('input.invalid', `${file} cannot be read: write the path of a changed protocol.yaml.`, {
      cause,
    });
  });
  const departments = new Set(content.departments.departments.map(({ id }) => id));
  const check = createProtocolCheck({ departments, values: Object.keys(content.council.values) });
  const { result, problems } = readYaml(file, text, protocolFile);
  const all = [...problems, ...(result === null ? [] : check(file, result))].filter(({ fatal }) => fatal);
  if (result !== null && all.length === 0) return result.value;
  const lines = all.map(({ line, message }) => `${file}${line === null ? '' : `:${line}`}: ${message}`);
  throw new CodedError('content.invalid', `Fix the file and try again:\n${lines.join('\n')}`);
}
