import type { Clock, Log, Millis, Timer } from '#core';
import type { LogTime } from './log-time.ts';
import type { LogStatus } from '../../port.ts';
import type { RedisLink } from './redis-link.ts';

export interface Timing {
  /** Between two signs of life. */
  readonly beatMs: Millis;
  /** A leader that is silent for so long is followed by another one. */
  readonly leaseMs: Millis;
  /** A server that is silent for so long is gone: its callers leave, its agents are offline. */
  readonly lostMs: Millis;
}

/** Take-over within 1 s, a server gone within 1.4 s; the event loop of a working server never stands still for that long. */
export const TIMING: Timing = { beatMs: 150, leaseMs: 800, lostMs: 1_200 };
/** Redis may be silent for so long before the operator reads of it. */
const COMPLAIN_AFTER_MS = 1_000;

export interface PulseOptions {
  readonly link: RedisLink;
  readonly clock: Clock;
  readonly log: Log;
  readonly time: LogTime;
  readonly timing: Timing;
  readonly node: string;
  readonly session: () => string;
  /** Last position in the log that was read here. */
  readonly position: () => number;
  readonly waiting: () => number;
  readonly lead: (leading: boolean) => void;
  /** This session is over (`lost`), or the log is shorter or another one (`shrunk`). */
  readonly lost: (why: 'lost' | 'shrunk') => void;
}

/** Signs of life, the lease, and the clock of the log. */
export class Pulse {
  readonly #options: PulseOptions;
  #timer: Timer | undefined;
  #run = '';
  #epoch = 0;
  #leaseUntil: Millis = 0;
  #answered: Millis;
  #away = false;
  #leader = '';
  #behind = 0;
  #closed = false;

  constructor(options: PulseOptions) {
    this.#options = options;
    this.#answered = options.clock.now();
  }

  /** Epoch of our lease, 0 without one (as far as we know: Redis decides). */
  epochNow(): number {
    if (this.#epoch > 0 && this.#options.clock.now() > this.#leaseUntil) this.#led(0);
    return this.#epoch;
  }

  status(): Omit<LogStatus, 'away'> {
    const { clock, waiting } = this.#options;
    return { role: this.epochNow() > 0 ? 'leader' : 'follower', leader: this.#leader, silentMs: clock.now() - this.#answered, behind: this.#behind, waiting: waiting() };
  }

  begin(run: string): void {
    this.#run = run;
    void this.#beat();
  }

  /** Signed in anew, perhaps to an empty log. */
  joined(run: string): void {
    this.#run = run;
  }

  /** Another one leads: found out by a refusal. */
  fenced(): void {
    this.#led(0);
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#led(0);
  }

  async #beat(): Promise<void> {
    const { link, clock, node, session, timing, position } = this.#options;
    const [sent, read, mine] = [clock.now(), position(), session()];
    try {
      const micros = [timing.lostMs / 2, timing.leaseMs, timing.lostMs].map((ms) => ms * 1000);
      const [status, now, seq, epoch, run, leader = ''] = await link.run('beat', [node, mine, ...micros]);
      this.#heard(sent, Number(now) / 1000);
      this.#leader = leader.split('|')[0] ?? '';
      this.#behind = Math.max(0, Number(seq) - position());
      if (!this.#closed) this.#judge({ status, epoch: Number(epoch), run, sent, current: mine === session(), shorter: Number(seq) < read });
    } catch (error) {
      this.#silent(error);
    }
    if (!this.#closed) this.#timer = clock.after(Math.max(0, timing.beatMs - (clock.now() - sent)), () => void this.#beat());
  }

  #judge({ status, epoch, run, sent, current, shorter }: { status: string | undefined; epoch: number; run: string | undefined; sent: Millis; current: boolean; shorter: boolean }): void {
    const { lost, timing } = this.#options;
    if (!current) return;
    if (run !== this.#run || shorter) {
      this.#run = run ?? '';
      this.#led(0);
      return lost('shrunk');
    }
    if (status === 'lost') {
      this.#led(0);
      return lost('lost');
    }
    this.#leaseUntil = sent + timing.leaseMs;
    this.#led(epoch);
  }

  #led(epoch: number): void {
    const before = this.#epoch;
    this.#epoch = epoch;
    if (before > 0 === epoch > 0) return;
    if (epoch > 0) this.#options.log.info('this server leads the routing log', { epoch });
    else if (!this.#closed) this.#options.log.info('this server leads the routing log no longer', { epoch: before });
    this.#options.lead(epoch > 0);
  }

  #heard(sent: Millis, there: Millis): void {
    const { clock, time, log, waiting } = this.#options;
    const now = clock.now();
    time.sample(there, sent, now);
    if (this.#away) log.info('Redis answers again; commands that waited go on', { awaySeconds: Math.round((now - this.#answered) / 1000), waiting: waiting() });
    this.#away = false;
    this.#answered = now;
  }

  #silent(error: unknown): void {
    const { clock, log } = this.#options;
    if (this.#closed) return;
    if (clock.now() > this.#leaseUntil) this.#led(0);
    if (this.#away || clock.now() - this.#answered < COMPLAIN_AFTER_MS) return;
    this.#away = true;
    log.error('Redis does not answer: calls go on, nobody new is connected to an agent until it is back; commands wait in order', { code: 'routing.redis-unreachable', error });
  }
}
