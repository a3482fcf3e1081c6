import { type Clock, type Log, type Millis, type Random, sleep } from '#core';
import type { RoutingCommand } from '../../model.ts';
import type { LogFollower, LogLine, LogStatus } from '../../port.ts';
import type { LogTime } from './log-time.ts';
import { Outbox } from './outbox.ts';
import { OwnWork } from './own-work.ts';
import { Pulse, type Timing } from './pulse.ts';
import { type Loaded, Reader } from './reader.ts';
import type { RedisLink, StreamEntry } from './redis-link.ts';
import { type Joined, leave, signIn } from './sign-in.ts';
import { SnapshotKeeper, type SnapshotPolicy } from './snapshot-keeper.ts';

export interface RedisLineOptions {
  readonly link: RedisLink;
  readonly node: string;
  readonly session: string;
  readonly joined: Joined;
  readonly loaded: Loaded;
  readonly follower: LogFollower;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly time: LogTime;
  readonly timing: Timing;
  readonly snapshots: SnapshotPolicy;
  readonly backlog: number;
  readonly ownPhones: boolean;
}

/**
 * One server at the shared log.
 *
 *   signed in ──taken for gone, log lost, backlog full──▶ away ──join, read up, announce own work──▶ signed in
 */
export class RedisLine implements LogLine {
  readonly #options: RedisLineOptions;
  readonly #outbox: Outbox;
  readonly #reader: Reader;
  readonly #pulse: Pulse;
  readonly #keeper: SnapshotKeeper;
  readonly #own = new OwnWork();
  #session: string;
  /** Number of our latest command that was decided. */
  #decided = 0;
  #waiting: { readonly number: number; readonly done: () => void }[] = [];
  /** The log that has our settings, and the one that is being told of them: with this number it has them. */
  #told: { readonly run: string; readonly number: number };
  #telling: { readonly run: string; readonly number: number };
  #away = false;
  #reload = false;
  #ended = false;
  readonly #closed = Promise.withResolvers<void>();

  constructor(options: RedisLineOptions) {
    this.#options = options;
    this.#session = options.session;
    // The desk's first command.
    this.#told = this.#telling = { run: options.joined.run, number: 1 };
    const { link, clock, log, follower, time, timing, node } = options;
    this.#outbox = new Outbox({ clock, most: options.backlog, append: (first, commands) => this.#append(first, commands), lost: (why) => void this.#signInAgain(why) });
    this.#reader = new Reader({ link, clock, log, follower, take: (entry) => this.#take(entry), strayed: (why) => void this.#signInAgain(why, true) });
    this.#pulse = new Pulse({
      link, clock, log, time, timing, node,
      session: () => this.#session,
      position: () => this.#reader.position,
      waiting: () => this.#outbox.waiting,
      lead: (leading) => follower.lead(leading),
      lost: (why) => void this.#signInAgain(why, why === 'shrunk'),
    });
    this.#keeper = new SnapshotKeeper({ link, clock, log, follower, policy: options.snapshots, epoch: () => this.#pulse.epochNow(), position: options.loaded.position });
    this.#reader.begin(options.loaded);
    this.#pulse.begin(options.joined.run);
  }

  status(): LogStatus {
    return { ...this.#pulse.status(), away: this.#away };
  }

  shift(): Millis {
    return this.#options.time.shift;
  }

  submit(command: RoutingCommand): void {
    if (this.#ended) return;
    const now = this.#options.clock.now() + this.shift();
    for (const each of this.#own.sent(this.#placed(command), now)) this.#outbox.push(each);
  }

  tick(): void {
    const epoch = this.#pulse.epochNow();
    if (this.#ended || epoch === 0) return;
    const answer = this.#options.link.run('lead', [epoch, '{"type":"tick"}']);
    // Away: the desk asks again.
    answer.then(([status]) => status === 'fenced' && this.#pulse.fenced(), () => {});
  }

  settled(): Promise<void> {
    const number = this.#outbox.last;
    if (!this.#away && this.#decided >= number) return Promise.resolve();
    return new Promise((done) => this.#waiting.push({ number, done }));
  }

  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#outbox.close();
    this.#reader.close();
    this.#pulse.close();
    this.#settle(Number.MAX_SAFE_INTEGER);
    const { link, node, clock } = this.#options;
    this.#closed.resolve(leave(link, { node, session: this.#session, clock }));
  }

  /** Signed out and disconnected, once closed. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  /** Says which server the phone or the caller is at. */
  #placed(command: RoutingCommand): RoutingCommand {
    const { node, ownPhones } = this.#options;
    if (command.type === 'agent.online') return { ...command, node };
    if (command.type === 'contact.enqueue') return { ...command, contact: { ...command.contact, node, ...(ownPhones ? { sameNode: true } : {}) } };
    return command;
  }

  async #append(first: number, commands: readonly string[]): Promise<'ok' | 'lost'> {
    const { link, node, timing } = this.#options;
    const [status] = await link.run('append', [node, this.#session, (timing.lostMs / 2) * 1000, first, ...commands]);
    return status === 'ok' ? 'ok' : 'lost';
  }

  #take(entry: StreamEntry): void {
    const { follower, node } = this.#options;
    const { command } = entry;
    if (command.type === 'agent.online' && command.node !== node) this.#own.moved(command.agent);
    const events = follower.decide(entry);
    for (const event of events) this.#own.heard(event);
    // Ours are still here and wait on: nobody is told that they left.
    const mine = command.type === 'node.lost' && command.node === node;
    follower.tell(entry, mine ? events.filter((event) => event.type !== 'contact.left') : events);
    if (entry.node === node) this.#settle(entry.number);
    this.#keeper.decided(entry.position);
  }

  #settle(number: number): void {
    this.#decided = Math.max(this.#decided, number);
    if (this.#decided >= this.#telling.number) this.#told = this.#telling;
    if (this.#away) return;
    const ready = this.#waiting.filter((each) => each.number <= this.#decided);
    this.#waiting = this.#waiting.filter((each) => each.number > this.#decided);
    for (const { done } of ready) done();
  }

  async #signInAgain(why: string, reload = false): Promise<void> {
    this.#reload ||= reload;
    if (this.#away || this.#ended) return;
    this.#away = true;
    this.#outbox.hold();
    while (this.#away && !this.#ended) {
      try {
        await this.#joinAndAnnounce(why);
      } catch {
        await sleep(this.#options.clock, this.#options.timing.beatMs);
      }
    }
  }

  async #joinAndAnnounce(why: string): Promise<void> {
    const { link, node, clock, random, time, log } = this.#options;
    const session = random.hex(8);
    const number = this.#outbox.last;
    const joined = await signIn(link, { node, session, number, clock, random, time });
    this.#session = session;
    this.#pulse.joined(joined.run);
    if (this.#reload || joined.position < this.#reader.position) {
      this.#reader.reload();
      // What else was in it is gone, too.
      this.#told = this.#telling = { run: '', number: 0 };
    }
    this.#reload = false;
    await this.#reader.reached(joined.position);
    if (this.#ended) return;
    // Whoever comes first to a log that begins anew: callers of queues that nobody has told of would be turned away.
    const again = this.#own.announce(clock.now() + this.shift(), joined.run !== this.#told.run).map((command) => this.#placed(command));
    this.#away = false;
    this.#outbox.begin(again, number);
    this.#telling = { run: joined.run, number: this.#outbox.last };
    // What waited was dropped: it counts as decided with the last that was announced.
    this.#waiting = this.#waiting.map(({ done }) => ({ number: this.#outbox.last, done }));
    this.#settle(this.#outbox.last - again.length);
    log.warn('this server had lost touch with the routing log and has signed in again; its callers keep their age', { why, announced: again.length });
  }
}
