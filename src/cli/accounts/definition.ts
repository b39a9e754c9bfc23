import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { type AccountPeople, accountFile, type RequestForm, splitAccountFile } from '../../accounts/accountFile.ts';
import { type DefinitionDeps, faultsOf } from '../../composition/accountDefinition.ts';
import { maxFileBytes, readYaml } from '../../content/load/readYaml.ts';
import type { AccountDefinition } from '../../core/model/accountRecord.ts';
import { CodedError } from '../../core/model/errors.ts';

/** The definition in a file, validated as far as possible without asking the platform. */
interface ReadDefinition {
  readonly definition: AccountDefinition;
  readonly people: AccountPeople;
  readonly form: RequestForm | null;
}

/**
 * Reads a file that defines an account.
 * @throws {CodedError} `account.invalid`, with file, line and fix of each mistake
 */
export async function readDefinition(path: string, base: string, deps: DefinitionDeps): Promise<ReadDefinition> {
  const file = resolve(base, path);
  const name = relative(base, file);
  const { result, problems } = readYaml(name, await readText(file, name), accountFile);
  if (result === null) throw invalid(problems.map(({ line, message }) => sayFault(name, line, message)));
  const read = splitAccountFile(result.value);
  const faults = await faultsOf(read.definition, deps);
  if (faults.length > 0) throw invalid(faults.map((fault) => sayFault(name, result.line(fault.path), fault.message)));
  return read;
}

async function readText(file: string, name: string): Promise<string> {
  try {
    const bytes = await readFile(file);
    if (bytes.length <= maxFileBytes) return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CodedError('account.invalid', `${name} cannot be read as a text in UTF-8: check its path and encoding.`, {
      cause,
    });
  }
  throw new CodedError('account.invalid', `${name} is too large for the definition of an account.`);
}

function sayFault(file: string, line: number | null, message: string): string {
  return `${file}${line === null ? '' : `:${line}`}: ${message}`;
}

function invalid(lines: readonly string[]): CodedError {
  return new CodedError('account.invalid', `Fix the definition of the account and try again:\n${lines.join('\n')}`);
}
