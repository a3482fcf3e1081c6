import { type Clock, Emitter, Fault, type Log, type Result, failed, ok } from '#core';

import type { Control, InboundRequest, OutboundRequest, RequestListener } from './control.ts';
import { guarded } from './guard.ts';
import { type OpenLine, connectInProcess } from './in-process.ts';
import { wrapInbound } from './inbound.ts';
import { Outbound } from './outbound.ts';
import { whenRoutesAreInPlace } from './routes-in-place.ts';
import { type SrfApp, type SrfHandler, createSrf } from './srf-api.ts';

export interface ControlOptions {
  readonly host: string;
  readonly port: number;
  readonly secret: string;
  /** To a server in this process, in place of host and port. */
  readonly line?: OpenLine;
  readonly clock: Clock;
  readonly log: Log;
  /** Every request from the network, in order. */
  readonly onRequest: (request: InboundRequest) => void;
  readonly connectMs: number;
}

/** Registered before connecting: srf would announce all of them again for each one added later. */
const ROUTED = ['invite', 'register', 'options', 'message', 'info', 'notify', 'subscribe', 'publish', 'refer', 'update'];
/** srf's own back-off grows without end. */
const SLOWEST_RETRY_MS = 5_000;
const CLOSE_MS = 1_000;

/**
 * Connects to a drachtio control port, trying again for `connectMs`.
 * Faults: `sip.control-refused` (wrong secret), `sip.control-unreachable`.
 */
export function connectControl(options: ControlOptions): Promise<Result<Control>> {
  const link = new DrachtioControl(options);
  return link.open();
}

/**
 *   connecting ──connect──▶ up ──close──▶ down ──connect──▶ up …        any ──close()──▶ closed
 */
class DrachtioControl implements Control {
  readonly lost = new Emitter<void>();
  readonly restored = new Emitter<void>();
  readonly #options: ControlOptions;
  readonly #srf: SrfApp = createSrf();
  readonly #waiting = new Set<(fault: Fault) => void>();
  readonly #closedSockets = new Emitter<void>();
  readonly #handle: SrfHandler;
  #state: 'connecting' | 'up' | 'down' | 'closed' = 'connecting';
  #addresses: readonly string[] = [];

  constructor(options: ControlOptions) {
    this.#options = options;
    this.#handle = (req, res) =>
      guarded(options.log, () => options.onRequest(wrapInbound(req, res, this.#waitingRoom, options.log)));
  }

  get addresses(): readonly string[] {
    return this.#addresses;
  }

  get isUp(): boolean {
    return this.#state === 'up';
  }

  open(): Promise<Result<Control>> {
    const { host, port, secret, line, clock, log } = this.#options;
    for (const method of ROUTED) this.#srf.use(method, this.#handle);
    this.#srf.use(this.#handle);
    return new Promise((resolve) => {
      const settle = (result: Result<Control>) => {
        timer.cancel();
        if (!result.ok) this.#stop();
        resolve(result);
      };
      const timer = clock.after(this.#options.connectMs, () => settle(failed(unreachable(host, port))));
      this.#srf.on('connect', (error, hostPorts) => {
        if (error) return this.#onRefused(error, () => settle(failed(refused(host, port))));
        whenRoutesAreInPlace(this.#srf, () => {
          this.#onConnect(hostPorts ?? '');
          settle(ok(this));
        });
      });
      this.#srf.on('close', () => this.#onClose());
      this.#srf.on('error', (error) => this.#options.log.debug('SIP control connection', { error }));
      if (line) connectInProcess(this.#srf, secret, line, log);
      else this.#srf.connect({ host, port, secret, reconnect: { retryMaxDelay: SLOWEST_RETRY_MS } });
    });
  }

  send(request: OutboundRequest, listener: RequestListener) {
    return new Outbound(this.#srf, request, listener, this.#waitingRoom, this.#handle, this.#options.log);
  }

  close(): Promise<void> {
    if (this.#state === 'closed') return Promise.resolve();
    const wasUp = this.#state === 'up';
    this.#stop();
    if (!wasUp) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = this.#options.clock.after(CLOSE_MS, resolve);
      this.#closedSockets.once(() => {
        timer.cancel();
        resolve();
      });
    });
  }

  readonly #waitingRoom = {
    add: (onLost: (fault: Fault) => void) => {
      this.#waiting.add(onLost);
      return () => void this.#waiting.delete(onLost);
    },
  };

  #onRefused(error: unknown, tell: () => void): void {
    if (this.#state === 'connecting') tell();
    else if (this.#state === 'closed') this.#stop();
    else this.#options.log.error('the SIP server refused the control secret', { error });
  }

  #onConnect(hostPorts: string): void {
    if (this.#state === 'closed') return this.#stop();
    const again = this.#state === 'down';
    this.#state = 'up';
    this.#addresses = hostPorts.split(',').filter((address) => address !== '');
    if (!again) return;
    this.#options.log.info('the control connection to the SIP server is back');
    this.restored.emit();
  }

  #onClose(): void {
    this.#closedSockets.emit();
    if (this.#state !== 'up') return;
    this.#state = 'down';
    this.#options.log.error('the control connection to the SIP server is lost; its calls have ended; trying again');
    this.#fail();
  }

  #fail(): void {
    this.lost.emit();
    const fault = new Fault('sip.control-lost', 'the connection to the SIP server broke; it is being restored', { retryable: true });
    for (const tell of this.#waiting) tell(fault);
    this.#waiting.clear();
  }

  /** srf offers no way to stop its reconnecting, and its disconnect() throws when nothing is connected. */
  #stop(): void {
    if (this.#state === 'up') this.#fail();
    this.#state = 'closed';
    const wire = this.#srf.app.client?.wp;
    if (wire) wire.closing = true;
    wire?.reconnectVars?.retryTimer?.close();
    try {
      this.#srf.disconnect();
    } catch {
      wire?.socket?.destroy();
    }
  }
}

function unreachable(host: string, port: number): Fault {
  return new Fault('sip.control-unreachable', `no drachtio-server answers at ${host}:${port}; start it or correct DRACHTIO_URL`, {
    retryable: true,
  });
}

function refused(host: string, port: number): Fault {
  return new Fault('sip.control-refused', `the drachtio-server at ${host}:${port} refused the secret; correct DRACHTIO_URL`);
}
