import { createHash } from 'node:crypto';
import { noLineCodes, PlatformRefused, PlatformUnreachable } from '../../core/model/errors.ts';
import { interpolate } from '../../core/util/interpolate.ts';

/** A text message to one mobile phone. */
export interface TextMessage {
  /** The same whenever it is sent again: a gateway that knows it sends it once. */
  readonly id: string;
  /** As in E.164, with the plus. */
  readonly to: string;
  readonly text: string;
}

/** @throws `PlatformUnreachable`: later perhaps (`isUnsent`: the gateway surely did not send it), `PlatformRefused`: never */
export type SendText = (message: TextMessage) => Promise<void>;

/** Timeout in milliseconds of a whole call: gateways answer before the message is sent. Below the limit of one outbox task. */
const timeoutMs = 15_000;

/** Answers of a gateway that sent nothing and may do so later: an operator corrects the token or tops up the account, or it is busy. */
const laterStatuses: readonly number[] = [401, 402, 403, 407, 425, 429, 503];

/**
 * Creates the client of an HTTP gateway that takes JSON. `token`: a bearer token, or name and password with a colon between them, which
 * no bearer token has (RFC 6750); never logged or shown. `body`: text of a JSON object whose texts have places for `to`, `text`,
 * `sender` and `id`. Errors say neither the number nor the address.
 */
export function createSmsGateway({
  url,
  token,
  sender,
  body,
}: {
  readonly url: string;
  readonly token: string;
  readonly sender: string | null;
  readonly body: string;
}): SendText {
  const shape: unknown = JSON.parse(body);
  const authorization = token.includes(':') ? `Basic ${Buffer.from(token).toString('base64')}` : `Bearer ${token}`;
  return async ({ id, to, text }) => {
    const key = createHash('sha256').update(id).digest('hex').slice(0, 32);
    const status = await post(url, {
      headers: {
        authorization,
        'content-type': 'application/json',
        'idempotency-key': key,
        'user-agent': 'Finestreta',
      },
      body: JSON.stringify(filled(shape, { to, text, sender, id: key })),
    });
    // 409: it has the message already.
    if ((status >= 200 && status < 300) || status === 409) return;
    const said = `The SMS gateway answered ${status}.`;
    const isUnsent = laterStatuses.includes(status);
    if (isUnsent || status === 408 || status >= 500)
      throw new PlatformUnreachable(`${said} Check SMS_URL and SMS_TOKEN if this continues.`, { isUnsent });
    throw new PlatformRefused(`${said} Check SMS_BODY and SMS_SENDER if this happens with every number.`, {
      retryAt: null,
    });
  };
}

/** The status of the answer. Follows no redirect: the token must go nowhere else. */
async function post(
  url: string,
  request: { readonly headers: Record<string, string>; readonly body: string },
): Promise<number> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { method: 'POST', ...request, redirect: 'manual', signal });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    // Without its cause: messages quote addresses.
    const { cause } = error as { readonly cause?: { readonly code?: unknown } };
    const isUnsent = typeof cause?.code === 'string' && noLineCodes.includes(cause.code);
    throw new PlatformUnreachable('The SMS gateway cannot be reached. Check SMS_URL if this continues.', { isUnsent });
  }
}

/** A JSON value with the places in its texts filled: what is put in is a text, whatever it holds. */
function filled(value: unknown, values: Readonly<Record<string, string | null>>): unknown {
  if (typeof value === 'string') return interpolate(value, values);
  if (Array.isArray(value)) return value.map((each) => filled(each, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filled(each, values)]));
}
