import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server } from 'node:tls';
import { type Clock, Emitter, Fault, type Log, type LogFields, type Millis, type Result, failed, ok } from '#core';
import type { Heard, Member } from '../port.ts';
import { Link } from './link.ts';
import { clientKey, serverKey } from './secret-key.ts';

export interface LinksOptions {
  readonly node: string;
  readonly shard: string;
  readonly secret: string;
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly log: Log;
}

const HELLO = 'hello';
/** Who connects and says nothing of use is sent away. */
const GREETS_WITHIN_MS: Millis = 3_000;
const CONNECTS_WITHIN_MS: Millis = 2_000;
const COMPLAIN_AGAIN_MS: Millis = 60_000;

/** One link to each other server. Of two servers the one whose name comes first connects. */
export class Links {
  readonly heard = new Emitter<Heard>();
  readonly linked = new Emitter<string>();
  readonly parted = new Emitter<string>();
  readonly #options: LinksOptions;
  readonly #links = new Map<string, Link>();
  readonly #calling = new Set<string>();
  readonly #greeting = new Set<Link>();
  readonly #server: Server;
  readonly #complained = new Map<string, Millis>();
  #closed = false;

  private constructor(options: LinksOptions) {
    this.#options = options;
    this.#server = createServer(serverKey(options.secret, options.shard), (socket) => this.#greet(new Link(socket, options.clock)));
    this.#server.on('tlsClientError', (error, socket) => {
      this.#complain('somebody who does not know cluster.secret was turned away at the port for other servers', { code: 'cluster.stranger', error: String(error.message), private: { address: socket.remoteAddress } });
    });
  }

  /** Errors: `cluster.port-in-use`. */
  static async open(options: LinksOptions): Promise<Result<Links>> {
    const links = new Links(options);
    try {
      links.#server.listen(options.port, options.host);
      await once(links.#server, 'listening');
    } catch (error) {
      return failed(new Fault('cluster.port-in-use', `The port for other servers, ${options.host}:${options.port}, cannot be opened (${String((error as Error).message)}): name another one with cluster.port (HUAWU_CLUSTER_PORT; 0 = any free one).`, { cause: error }));
    }
    links.#server.on('error', (error) => options.log.error('the port for other servers failed', { error }));
    return ok(links);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  has(node: string): boolean {
    return this.#links.has(node);
  }

  all(): Iterable<string> {
    return this.#links.keys();
  }

  tell(node: string, topic: string, body: unknown): boolean {
    const link = this.#links.get(node);
    link?.tell(topic, body);
    return link !== undefined;
  }

  /** Connects to those it is our part to connect to, if that is not so already. */
  seek(members: readonly Member[]): void {
    for (const member of members) {
      if (this.#options.node < member.node && !this.#links.has(member.node) && !this.#calling.has(member.node)) this.#call(member);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const link of [...this.#links.values(), ...this.#greeting]) link.end();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #call({ node, address }: Member): void {
    const at = address.lastIndexOf(':');
    const [host, port] = [address.slice(0, at).replaceAll(/[[\]]/g, ''), Number(address.slice(at + 1))];
    this.#calling.add(node);
    const socket = connect({ host, port, ...clientKey(this.#options.secret, this.#options.shard) });
    const late = this.#options.clock.after(CONNECTS_WITHIN_MS, () => socket.destroy());
    const over = () => {
      late.cancel();
      this.#calling.delete(node);
    };
    socket.once('secureConnect', () => {
      over();
      const link = new Link(socket, this.#options.clock);
      link.tell(HELLO, { node: this.#options.node });
      this.#take(node, link);
    });
    socket.once('error', (error) => this.#complain(`no link to the server ${node}: is cluster.secret the same at both, and is its cluster.advertise and cluster.port reached from here?`, { error: String(error.message), address }));
    socket.once('close', over);
  }

  /** The same is tried again twice a second. */
  #complain(message: string, fields: LogFields): void {
    const now = this.#options.clock.now();
    if (now - (this.#complained.get(message) ?? -Infinity) < COMPLAIN_AGAIN_MS || this.#closed) return;
    this.#complained.set(message, now);
    this.#options.log.warn(message, fields);
  }

  #greet(link: Link): void {
    this.#greeting.add(link);
    const late = this.#options.clock.after(GREETS_WITHIN_MS, () => link.end());
    const detach = link.told.on(({ topic, body }) => {
      detach();
      late.cancel();
      this.#greeting.delete(link);
      const node = (body as { readonly node?: unknown } | null)?.node;
      if (topic !== HELLO || typeof node !== 'string' || node === this.#options.node) return link.end();
      this.#take(node, link);
    });
    link.ended.once(() => {
      late.cancel();
      this.#greeting.delete(link);
    });
  }

  #take(node: string, link: Link): void {
    if (this.#closed) return link.end();
    this.#links.get(node)?.end();
    this.#links.set(node, link);
    link.told.on(({ topic, body }) => this.heard.emit({ node, topic, body }));
    link.ended.once(() => {
      if (this.#links.get(node) !== link) return;
      this.#links.delete(node);
      if (!this.#closed) this.#options.log.warn('the link to another server broke; calls that go by it end', { other: node });
      this.parted.emit(node);
    });
    this.#options.log.info('linked to another server', { other: node });
    this.linked.emit(node);
  }
}
