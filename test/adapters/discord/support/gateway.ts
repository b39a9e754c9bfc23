import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Bot, World } from './world.ts';

interface Event {
  /** How often it was handed over. */
  handed: number;
  readonly s: number;
  readonly t: string;
  readonly d: unknown;
}

interface Session {
  readonly id: string;
  readonly bot: Bot;
  readonly intents: number;
  readonly events: Event[];
  sequence: number;
  socket: WebSocket | null;
}

/** Bots are told of their own messages, too. */
function isOfPeople({ t, d }: Event): boolean {
  const { author } = d as { author?: { bot?: boolean } };
  return t !== 'RESUMED' && t !== 'READY' && author?.bot !== true;
}

/** What became of one connection: `identify` or `resume 7`, or the code with which it was refused. */
type Greeting = string;

/** The gateway: sessions that outlive their connections, and events that are kept for anybody who continues one. */
export interface Gateway {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells a bot of something; lost, as with Discord, when it has no session. `intent`: what it must have asked for. */
  announce(bot: Bot, intent: number, t: string, d: (intents: number) => unknown): void;
  /** Hands the newest event of people over again, as a new one, unless that happened by itself. */
  sendAgain(token: string): void;
  /** Resolves once a bot is connected. */
  connected(token: string): Promise<void>;
  isConnected(token: string): boolean;
  readonly greetings: readonly Greeting[];
  /** What each session asked to be told of. */
  readonly intents: readonly number[];
  /** Sequence numbers that came with heartbeats. */
  readonly heartbeats: readonly (number | null)[];
  /** Breaks the connection as a network does. */
  cut(token: string): void;
  /** Asks the bot to connect again (op 7). */
  askToReconnect(token: string): void;
  /** Says that the session is no longer good (op 9). */
  invalidate(token: string, resumable: boolean): void;
  /** Drops the session of a bot, as after some minutes without a connection. */
  forget(token: string): void;
  /** From now on, closes with a code anybody who identifies or resumes; null: takes them again. */
  refuseWith(code: number | null): void;
  /** From now on, takes connections and says nothing on them. */
  beSilent(): void;
  /** Milliseconds between two heartbeats that are asked of connections from now on. */
  heartbeatIntervalMs: number;
  /** From now on, whether heartbeats are answered. */
  answersHeartbeats: boolean;
  close(): Promise<void>;
}

export function createGateway(world: World, urlOf: () => string): Gateway {
  const server = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const greetings: Greeting[] = [];
  const intents: number[] = [];
  const heartbeats: (number | null)[] = [];
  let waiting: { token: string; resolve: () => void }[] = [];
  let refusal: number | null = null;
  let isSilent = false;

  const sessionOf = (token: string) => [...sessions.values()].findLast(({ bot }) => bot.token === token);
  const send = (socket: WebSocket | null, op: number, rest: object) => socket?.send(JSON.stringify({ op, ...rest }));
  const isConnected = (token: string) => sessionOf(token)?.socket != null;

  const push = (session: Session, t: string, d: unknown) => {
    session.sequence += 1;
    const event = { handed: 0, s: session.sequence, t, d };
    session.events.push(event);
    hand(session, event);
  };
  const hand = (session: Session, event: Event) => {
    if (session.socket === null) return;
    event.handed += 1;
    const { s, t, d } = event;
    send(session.socket, 0, { s, t, d });
  };
  const settle = (token: string) => {
    for (const { resolve } of waiting.filter((each) => each.token === token)) resolve();
    waiting = waiting.filter((each) => each.token !== token);
  };

  function identify(socket: WebSocket, d: { token: string; intents: number }): Session | null {
    const bot = world.bots.get(d.token);
    const code = refusal ?? (bot ? null : 4_004);
    if (bot === undefined || code !== null) {
      greetings.push(String(code));
      socket.close(code ?? 4_004);
      return null;
    }
    greetings.push('identify');
    intents.push(d.intents);
    const session: Session = {
      id: `session-${sessions.size}`,
      bot,
      intents: d.intents,
      events: [],
      sequence: 0,
      socket,
    };
    sessions.set(session.id, session);
    const application = { id: bot.application, flags: bot.flags };
    const user = { id: bot.id, username: bot.name, discriminator: '0', bot: true };
    push(session, 'READY', {
      v: 10,
      user,
      guilds: [],
      session_id: session.id,
      resume_gateway_url: urlOf(),
      application,
    });
    settle(bot.token);
    return session;
  }

  function resume(socket: WebSocket, d: { token: string; session_id: string; seq: number }): Session | null {
    if (refusal !== null) {
      greetings.push(String(refusal));
      socket.close(refusal);
      return null;
    }
    greetings.push(`resume ${d.seq}`);
    const session = sessions.get(d.session_id);
    if (session?.bot.token !== d.token) {
      send(socket, 9, { d: false });
      return null;
    }
    session.socket = socket;
    for (const event of session.events.filter(({ s }) => s > d.seq)) hand(session, event);
    push(session, 'RESUMED', {});
    settle(session.bot.token);
    return session;
  }

  server.on('connection', (socket) => {
    if (isSilent) return;
    let session: Session | null = null;
    send(socket, 10, { d: { heartbeat_interval: gateway.heartbeatIntervalMs } });
    socket.on('message', (data) => {
      const { op, d } = JSON.parse(String(data));
      if (op === 2) session = identify(socket, d);
      else if (op === 6) session = resume(socket, d);
      else if (op === 1) {
        heartbeats.push(d);
        if (gateway.answersHeartbeats) send(socket, 11, {});
      }
    });
    socket.on('close', (code) => {
      if (session?.socket !== socket) return;
      session.socket = null;
      // A bot that says good-bye in these words has no session any more.
      if (code === 1_000 || code === 1_001) sessions.delete(session.id);
    });
  });

  const gateway: Gateway = {
    upgrade: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (ws) => server.emit('connection', ws)),
    announce(bot, intent, t, d) {
      const session = sessionOf(bot.token);
      if (session && (intent === 0 || (session.intents & intent) !== 0)) push(session, t, d(session.intents));
    },
    sendAgain(token) {
      const session = sessionOf(token);
      const newest = session?.events.findLast(isOfPeople);
      if (session && newest?.handed === 1) push(session, newest.t, newest.d);
    },
    connected: (token) =>
      isConnected(token) ? Promise.resolve() : new Promise((resolve) => waiting.push({ token, resolve })),
    isConnected,
    greetings,
    intents,
    heartbeats,
    cut(token) {
      const session = sessionOf(token);
      const socket = session?.socket;
      if (session) session.socket = null;
      socket?.terminate();
    },
    askToReconnect(token) {
      const session = sessionOf(token);
      send(session?.socket ?? null, 7, { d: null });
      if (session) session.socket = null;
    },
    invalidate(token, resumable) {
      const session = sessionOf(token);
      send(session?.socket ?? null, 9, { d: resumable });
      if (!session) return;
      if (!resumable) sessions.delete(session.id);
      session.socket = null;
    },
    forget(token) {
      const session = sessionOf(token);
      if (session) sessions.delete(session.id);
    },
    refuseWith(code) {
      refusal = code;
    },
    beSilent() {
      isSilent = true;
    },
    heartbeatIntervalMs: 41_250,
    answersHeartbeats: true,
    async close() {
      for (const socket of server.clients) socket.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return gateway;
}
