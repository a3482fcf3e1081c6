import { type WebSocket, WebSocketServer } from 'ws';
import { type Clock, Fault, type Log, type Millis, Scope } from '#core';
import { HttpFault } from '../http/http-fault.ts';
import { SOCKETS } from '../http/openapi-sockets.ts';
import type { AccessPort, FloorPort, ListenPort } from '../port.ts';
import type { Caller } from '../who/caller.ts';
import type { Gate } from '../who/gate.ts';
import type { SessionWatch } from '../who/session-watch.ts';
import type { CallWatch } from './call-watch.ts';
import type { Upgrade } from './upgrades.ts';

/** Two seconds of audio: who is further behind has it left out, because late audio is of no use. */
const LARGEST_BACKLOG_BYTES = 32_000;
/** Listening costs a mix each; a supervisor follows a call or two. */
const MOST_LISTENERS = 100;
const PING_EVERY_MS: Millis = 20_000;
const CALL_ENDED = 1000;
const GOING_AWAY = 1001;
const FORBIDDEN = 4403;
const SESSION_ENDED = 4401;

export interface CallAudioOptions {
  readonly listen: ListenPort;
  readonly floor?: FloorPort | undefined;
  readonly audit?: AccessPort['audit'] | undefined;
  readonly calls: CallWatch;
  readonly gate: Gate;
  readonly watch: SessionWatch;
  readonly clock: Clock;
  readonly log: Log;
}

/** `WS /api/calls/{id}/audio`: a supervisor hears a call, nobody hears the supervisor. */
export class CallAudio {
  readonly path = /^\/api\/calls\/(?<id>[^/]{1,100})\/audio$/;
  readonly #options: CallAudioOptions;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: 128, perMessageDeflate: false, handleProtocols: (offered) => (offered.has('huawu') ? 'huawu' : false) });
  readonly #scope = new Scope();
  #listeners = 0;

  constructor(options: CallAudioOptions) {
    this.#options = options;
  }

  get listeners(): number {
    return this.#listeners;
  }

  async open({ request, socket, head, knock }: Upgrade, { id: written = '' }: Readonly<Record<string, string>>): Promise<void> {
    const { gate, calls, audit } = this.#options;
    const caller = await gate.socket(knock, SOCKETS.audio.need);
    const call = decoded(written);
    calls.check(caller, 'floor.listen', call);
    if (this.#listeners >= MOST_LISTENERS) throw new HttpFault(503, new Fault('api.too-many-clients', 'Too many live connections are open. Close some, then try again.', { retryable: true }));
    // What cannot be written down is not done.
    await audit?.record(caller.actor, 'call-listened', call);
    this.#sockets.handleUpgrade(request, socket, head, (accepted) => this.#play(accepted, call, caller, knock.headers));
  }

  async close(): Promise<void> {
    this.#scope.end('closed');
    for (const client of this.#sockets.clients) client.terminate();
    await new Promise<void>((resolve) => this.#sockets.close(() => resolve()));
  }

  #play(socket: WebSocket, call: string, caller: Caller, headers: Upgrade['knock']['headers']): void {
    const { listen, floor, calls, watch, log } = this.#options;
    const scope = this.#scope.child();
    const shut = (code: number, why: string) => {
      socket.close(code, why);
      scope.end(why);
    };
    let who = caller;
    this.#listeners++;
    scope.onEnd(() => this.#listeners--);
    socket.on('close', () => scope.end('closed'));
    socket.on('error', (error) => log.debug('a listening connection failed', { error }));
    this.#keepAlive(socket, scope);
    scope.onEnd(() => socket.readyState === socket.OPEN && socket.close(GOING_AWAY, 'over'));
    const changed = (now: Caller) => {
      who = now;
      if (!calls.allowed(who, 'floor.listen', call)) shut(FORBIDDEN, 'no right to this call');
    };
    watch.watch({ caller, headers, ended: () => shut(SESSION_ENDED, 'session ended'), changed }, scope);
    floor?.changed.on(({ gone, calls: rows }) => {
      if (gone?.includes(call)) return shut(CALL_ENDED, 'call ended');
      const row = rows?.find(({ id }) => id === call);
      if (row && !calls.allowed(who, 'floor.listen', call, row)) shut(FORBIDDEN, 'no right to this call');
    }, scope);
    const started = listen.listen(call, (pcm) => hear(socket, pcm), scope, caller.actor.id);
    if (!started.ok) shut(CALL_ENDED, started.fault.code);
  }

  #keepAlive(socket: WebSocket, scope: Scope): void {
    let alive = true;
    socket.on('pong', () => (alive = true));
    const timer = this.#options.clock.every(PING_EVERY_MS, () => {
      if (!alive) return socket.terminate();
      alive = false;
      socket.ping();
    });
    scope.onEnd(() => timer.cancel());
  }
}

/** A copy goes out: the run may be used again. Network order of the contract is little-endian, as are our processors. */
function hear(socket: WebSocket, pcm: Int16Array): void {
  if (socket.readyState !== socket.OPEN || socket.bufferedAmount > LARGEST_BACKLOG_BYTES) return;
  socket.send(Buffer.from(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength)), { binary: true });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
