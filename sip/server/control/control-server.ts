import { createServer, type Server, type Socket } from 'node:net';
import type { Clock, Log, Random } from '#core';
import type { TimerBank } from '../transaction/timer-bank.ts';
import { AttemptLimit, sameSecret } from './admission.ts';
import { AppConnection } from './app-connection.ts';
import { type Command, parseCommand, splitFrames } from './frame-codec.ts';
import { type ControlLine, type LineListener, openLine } from './line.ts';
import { SocketOutlet } from './outlet.ts';
import type { Routes } from './routes.ts';

export interface ControlOptions {
  readonly host: string;
  /** `false`: applications of this process only. */
  readonly port: number | false;
  readonly secret: string;
  readonly clock: Clock;
  readonly timers: TimerBank;
  readonly random: Random;
  readonly log: Log;
  readonly frameBytes: number;
  readonly routes: Routes;
  /** What a successful `authenticate` is told: advertised addresses, version, local addresses. */
  readonly welcome: () => string;
  /** A `sip` frame of an authenticated application. */
  readonly sip: (app: AppConnection, command: Command) => void;
  readonly gone: (app: AppConnection) => void;
}

/** Connections that have not shown the secret yet: how many, and for how long. */
const MAX_STRANGERS = 64;
const STRANGER_MS = 10_000;

/** Adapter: the TCP listener applications connect to (or none), and lines within the process; authentication before anything else. */
export class ControlServer {
  readonly #apps = new Set<AppConnection>();
  readonly #sockets = new Set<Socket>();
  readonly #limit = new AttemptLimit();
  readonly #options: ControlOptions;
  readonly #server: Server;
  #strangers = 0;

  private constructor(options: ControlOptions) {
    this.#options = options;
    this.#server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
  }

  /** Rejects when the port cannot be had. */
  static async open(options: ControlOptions): Promise<ControlServer> {
    const control = new ControlServer(options);
    const { host, port } = options;
    if (port === false) return control;
    await new Promise<void>((resolve, reject) => {
      control.#server.once('error', reject);
      control.#server.listen({ host, port, exclusive: true }, () => {
        control.#server.removeListener('error', reject);
        resolve();
      });
    });
    control.#server.on('error', () => {});
    return control;
  }

  get port(): number {
    const address = this.#server.address();
    return address !== null && typeof address === 'object' ? address.port : 0;
  }

  /** Authenticated applications connected now. */
  get apps(): number {
    return this.#apps.size;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    for (const app of this.#apps) app.close();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** Connects an application of the same process; it authenticates and announces its routes like any other. */
  attach(application: LineListener): ControlLine {
    const line = openLine(application, {
      payload: (payload) => this.#handle(app, parseCommand(payload)),
      closed: () => this.#forget(app),
    });
    const app = new AppConnection(line.toApplication, this.#options.random);
    return line.toServer;
  }

  #accept(socket: Socket): void {
    if (this.#strangers >= MAX_STRANGERS) return void socket.destroy();
    this.#strangers++;
    this.#sockets.add(socket);
    const app = new AppConnection(new SocketOutlet(socket), this.#options.random);
    const patience = this.#options.timers.after(STRANGER_MS, () => {
      if (!app.authenticated) socket.destroy();
    });
    let pending = '';
    let isStranger = true;
    const noStranger = () => {
      if (isStranger) this.#strangers--;
      isStranger = false;
      patience.cancel();
    };
    socket.setKeepAlive(true, 10_000);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      const split = splitFrames(pending === '' ? chunk.toString('latin1') : pending + chunk.toString('latin1'), this.#options.frameBytes);
      pending = split.rest;
      for (const payload of split.payloads) {
        this.#handle(app, parseCommand(payload), socket);
        if (socket.destroyed || !socket.writable) return;
      }
      if (app.authenticated) noStranger();
      if (split.broken) {
        this.#options.log.warn('control connection closed: frame with a bad or too large length');
        socket.destroy();
      }
    });
    socket.once('close', () => {
      noStranger();
      this.#sockets.delete(socket);
      this.#forget(app);
    });
  }

  #forget(app: AppConnection): void {
    this.#options.routes.forget(app);
    if (!this.#apps.delete(app)) return;
    this.#options.log.info('application disconnected', { app: app.id });
    this.#options.gone(app);
  }

  #handle(app: AppConnection, command: Command, socket?: Socket): void {
    if (command.verb === 'authenticate') return this.#authenticate(app, command, socket);
    if (!app.authenticated) return this.#refuse(app, command, 'authentication required');
    switch (command.verb) {
      case 'sip':
        return this.#options.sip(app, command);
      case 'route':
        this.#options.routes.add((command.tokens[0] ?? '').toLowerCase(), app);
        return app.reply(command.id, 'OK');
      case 'remove_route':
        this.#options.routes.remove((command.tokens[0] ?? '').toLowerCase(), app);
        return app.reply(command.id, 'OK');
      case 'ping':
        return app.reply(command.id, 'OK|pong');
      case 'proxy':
        return app.reply(command.id, 'NOK|proxy not supported');
      default:
        return this.#refuse(app, command, 'Unknown message type');
    }
  }

  #authenticate(app: AppConnection, command: Command, socket?: Socket): void {
    const { secret, log, clock, timers, welcome } = this.#options;
    if (!sameSecret(command.tokens[0] ?? '', Buffer.from(secret, 'utf8').toString('latin1'))) {
      const wait = this.#limit.failed(clock.now());
      log.warn('an application gave a wrong secret; check control.secret on both sides');
      socket?.pause();
      timers.after(wait, () => this.#refuse(app, command, 'incorrect secret'));
      return;
    }
    if (!app.authenticated) {
      app.authenticated = true;
      this.#apps.add(app);
      log.info('application connected', { app: app.id });
    }
    app.reply(command.id, `OK|${welcome()}`);
  }

  #refuse(app: AppConnection, command: Command, why: string): void {
    app.reply(command.id, `NO|${why}`);
    app.close();
  }
}
