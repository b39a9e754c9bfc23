import type { AccountHealthAnswer, CheckAnswer } from '../../composition/serviceApi.ts';
import { checkPath, healthPath, serviceRequests, signRequest } from '../../composition/serviceRequests.ts';
import type { Config } from '../../config.ts';
import { CodedError, type ErrorCode, errorCodes } from '../../core/model/errors.ts';
import type { CliAccounts } from './openCliAccounts.ts';

/** Timeout of the service, milliseconds: it gives each platform 15 seconds. */
const timeoutMs = 25_000;

type Opened = Pick<CliAccounts, 'config' | 'derive'>;

/** Health of the accounts in the running service. @throws {CodedError} `service.unreachable` */
export function askHealth(opened: Opened): Promise<readonly AccountHealthAnswer[]> {
  return ask(opened, 'GET', healthPath, null);
}

/**
 * Makes the running service verify its accounts with their platforms; `id` null: all that are open or approved.
 * @throws {CodedError} `service.unreachable`, `account.unknown`
 */
export function askCheck(opened: Opened, id: string | null): Promise<readonly CheckAnswer[]> {
  return ask(opened, 'POST', checkPath, { id });
}

async function ask<T>({ config, derive }: Opened, method: string, path: string, body: unknown): Promise<T> {
  const address = addressOnThisMachine(config);
  const signed = signRequest(derive(serviceRequests), Date.now);
  let response: Response;
  try {
    response = await fetch(`${address}${path}`, {
      method,
      headers: { authorization: `Bearer ${signed}`, 'content-type': 'application/json' },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (cause) {
    throw new CodedError(
      'service.unreachable',
      `The service does not answer at ${address}. Start it, or set HOST and PORT as in its settings.`,
      { cause },
    );
  }
  const answer = (await response.json().catch(() => null)) as { error?: { code?: string; message?: string } } | null;
  if (response.ok) return answer as T;
  throw refusedBy(answer?.error ?? {}, address);
}

function refusedBy({ code, message }: { code?: string; message?: string }, address: string): CodedError {
  const known = errorCodes.find((each): each is ErrorCode => each === code);
  if (known !== undefined && message !== undefined) return new CodedError(known, message);
  return new CodedError('service.unreachable', `The server at ${address} is not this service. Set HOST and PORT.`);
}

/** The service's address from this machine or from within its container. */
function addressOnThisMachine({ host, port }: Config): string {
  const here = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${here.includes(':') ? `[${here}]` : here}:${port}`;
}
