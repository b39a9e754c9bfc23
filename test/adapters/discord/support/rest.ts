import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type Answer, answerOf, type Faults, type Limits } from './limits.ts';
import { createRoutes, type Request, type RouteDeps } from './routes.ts';
import { snowflake } from './snowflake.ts';
import type { SaidFile } from './world.ts';

interface CircuitBreakerDeps extends RouteDeps {
  readonly limits: Limits;
  readonly faults: Faults;
}

/** The REST API, version 10, as far as a bot uses it: checks what it is sent, limits how much, answers as Discord does. */
export function createCircuitBreaker(
  pieces: CircuitBreakerDeps,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const routes = createRoutes(pieces);
  const { world, limits, faults } = pieces;

  async function answer(request: IncomingMessage): Promise<Answer | 'silence' | 'cut'> {
    const url = new URL(request.url ?? '', 'http://discord.test');
    const method = request.method ?? 'GET';
    const path = /^\/api\/v10(\/.*)$/.exec(decodeURIComponent(url.pathname))?.[1];
    const route = path && routes.find((each) => each.method === method && each.pattern.test(path));
    if (!route) return { status: 404, body: { code: 0, message: '404: Not Found' } };
    const ids = route.pattern.exec(path)?.slice(1) ?? [];
    const bot = world.bots.get(/^Bot (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '') ?? null;
    if (!route.open && bot === null) return answerOf(401, null);
    const sender = bot ?? world.pending.get(ids[1] ?? '')?.bot ?? null;
    if (route.sends && sender !== null) {
      const fault = faults.take(sender.token);
      if (fault?.kind === 'status') return answerOf(fault.status, fault.retryAfter);
      if (fault !== null) return fault.kind;
    }
    const { refusal, headers } = limits.count(`${method} ${route.name}`, ids[0] ?? '');
    if (refusal !== null) return refusal;
    const given: Request = { ids, bot, query: url.searchParams, ...(await bodyOf(request)) };
    const result = route.answer(given);
    return { ...result, headers: { ...headers, ...result.headers } };
  }

  return async (request, response) => {
    const result = await answer(request);
    if (result === 'silence') return;
    if (result === 'cut') {
      request.socket.destroy();
      return;
    }
    const { status, body, headers } = result;
    const isBytes = body instanceof Uint8Array;
    response.writeHead(status, {
      ...(!isBytes && status !== 204 && { 'Content-Type': 'application/json' }),
      ...headers,
    });
    response.end(isBytes || status === 204 ? body : JSON.stringify(body));
  };
}

/** What a request carries: JSON, or a form with files and the JSON in one field. */
async function bodyOf(
  request: IncomingMessage,
): Promise<{ body: Record<string, unknown>; files: readonly SaidFile[] }> {
  const bytes = await buffer(request);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/')) return { body: bytes.length > 0 ? JSON.parse(String(bytes)) : {}, files: [] };
  const form = await new Response(Uint8Array.from(bytes), { headers: { 'Content-Type': type } }).formData();
  const files: SaidFile[] = [];
  for (const [name, value] of form) {
    if (!name.startsWith('files[') || typeof value === 'string') continue;
    const content = Buffer.from(await value.arrayBuffer());
    files.push({ id: snowflake(), filename: value.name, content_type: value.type, bytes: content });
  }
  return { body: JSON.parse(String(form.get('payload_json') ?? '{}')), files };
}
