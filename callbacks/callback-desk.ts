import { type Clock, type EpochMillis, Fault, type Log, type Millis, type Result, Scope, type Timer, failed, ok } from '#core';
import type { AttemptEnd, Callback, CallbackCommand, CallbackEffect, CallbackRequest, CallbackWorld, RefusedWhy } from './model.ts';
import type { CallbackRecords } from './port.ts';
import { nextDue, stepCallbacks } from './step-callbacks.ts';

/** Carries one attempt out; `scope` ends when the callback is cancelled. Tells the call it made. */
export type MakeAttempt = (callback: Callback, scope: Scope, begun: (call: string) => void) => Promise<AttemptEnd>;

export interface CallbackDeskOptions {
  readonly records: CallbackRecords;
  readonly world: CallbackWorld;
  readonly clock: Clock;
  readonly log: Log;
}

export type Booking = { readonly ok: true; readonly callback: Callback } | { readonly ok: false; readonly why: RefusedWhy; readonly known?: string };

const DAY_MS: Millis = 86_400_000;
/** Due callbacks are looked at so often at least; clocks that jump cost no more than this. */
const LOOK_AGAIN_MS: Millis = 60_000;
/** A database that is away is asked again so soon. */
const AWAY_MS: Millis = 5_000;

/**
 * The machine with a clock and a store. Commands are carried out one after the other, each one's changes are durable before
 * anything follows from them: what was booked survives a kill, and no attempt is made that the store does not know.
 */
export class CallbackDesk {
  readonly #options: CallbackDeskOptions;
  readonly #scope = new Scope();
  readonly #attempts = new Map<string, Scope>();
  #resting = false;
  readonly #state = new Map<string, Callback>();
  #turn: Promise<unknown> = Promise.resolve();
  #make: MakeAttempt | undefined;
  #timer: Timer | undefined;

  constructor(options: CallbackDeskOptions) {
    this.#options = options;
  }

  /** Reads what was open and begins to call back. */
  async begin(make: MakeAttempt): Promise<void> {
    this.#make = make;
    const { records, clock, log } = this.#options;
    try {
      await this.#send({ type: 'restored', callbacks: await records.load(clock.wall() - DAY_MS) });
      await this.#send({ type: 'tick' });
    } catch (error) {
      log.warn('callbacks could not be read; it is tried again', { error });
      this.#scope.after(clock, AWAY_MS, () => void this.begin(make));
    }
  }

  /** Rejects while the database is away: then nothing was booked. */
  async book(request: CallbackRequest): Promise<Booking> {
    const effects = await this.#send({ type: 'book', request });
    for (const effect of effects) {
      if (effect.type === 'booked') {
        this.#soon();
        return { ok: true, callback: effect.callback };
      }
      if (effect.type === 'refused') return { ok: false, why: effect.why, ...(effect.known === undefined ? {} : { known: effect.known }) };
    }
    throw new Fault('callbacks.not-kept', 'The callback could not be kept; try again.', { retryable: true });
  }

  /** Faults: callbacks.unknown, callbacks.over. */
  cancel(id: string, by: string): Promise<Result<Callback>> {
    return this.#change({ type: 'cancel', id, by });
  }

  /** Another time. Faults: callbacks.unknown, callbacks.over, callbacks.attempting, callbacks.bad-window. */
  async move(id: string, notBefore: EpochMillis, until?: EpochMillis): Promise<Result<Callback>> {
    return this.#change({ type: 'move', id, notBefore, ...(until === undefined ? {} : { until }) });
  }

  get(id: string): Callback | undefined {
    return this.#state.get(id);
  }

  counts(): { readonly open: number; readonly attempting: number } {
    const states = [...this.#state.values()].map(({ state }) => state);
    return { open: states.filter((state) => state === 'open').length, attempting: this.#attempts.size };
  }

  /** The server is about to stop: no further attempts, and those in which nobody talks yet are made again at the next start. What ends is kept. */
  rest(): void {
    this.#resting = true;
    for (const scope of this.#attempts.values()) scope.end('the server is stopping');
  }

  close(): void {
    this.rest();
    this.#scope.end('callbacks closed');
  }

  async #change(command: Extract<CallbackCommand, { type: 'cancel' | 'move' }>): Promise<Result<Callback>> {
    const effects = await this.#send(command);
    const refused = effects.find((effect) => effect.type === 'ignored');
    if (refused) return failed(changeFault(refused.why));
    this.#soon();
    const callback = this.#state.get(command.id);
    return callback ? ok(callback) : failed(changeFault('unknown'));
  }

  /** One command at a time; its effects are carried out before the next one is looked at. */
  #send(command: CallbackCommand): Promise<readonly CallbackEffect[]> {
    const turn = this.#turn.then(() => this.#carryOut(command));
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #carryOut(command: CallbackCommand): Promise<readonly CallbackEffect[]> {
    if (this.#scope.ended || (this.#resting && command.type === 'tick')) return [];
    const { clock, world, records } = this.#options;
    const { state, effects } = stepCallbacks(this.#state, command, clock.wall(), world);
    const lost = new Set<string>();
    // In their order: when the database goes away in the middle, what was kept has begun and the rest has not.
    for (const effect of effects) {
      if (effect.type === 'save' && !(await this.#keep(effect.callback, records))) lost.add(effect.callback.id);
      if (effect.type === 'attempt' && !lost.has(effect.callback.id)) void this.#attempt(effect.callback);
      if (effect.type === 'stop') this.#attempts.get(effect.id)?.end('the callback was cancelled');
    }
    for (const [id, one] of state) if (!this.#state.has(id) && !lost.has(id)) this.#state.set(id, one);
    for (const id of this.#state.keys()) if (!state.has(id)) this.#state.delete(id);
    this.#arm();
    return effects;
  }

  /** False when another server was faster: what it wrote holds. */
  async #keep(callback: Callback, records: CallbackRecords): Promise<boolean> {
    const { id } = callback;
    const taken = await records.save(callback);
    const kept = taken ? callback : await records.get(id);
    if (kept) this.#state.set(id, kept);
    else this.#state.delete(id);
    return taken;
  }

  async #attempt(callback: Callback): Promise<void> {
    const { id } = callback;
    const scope = new Scope(this.#scope);
    this.#attempts.set(id, scope);
    let end: AttemptEnd = 'interrupted';
    try {
      end = (await this.#make?.(callback, scope, (call) => this.#tell({ type: 'begun', id, call }))) ?? 'interrupted';
    } catch (error) {
      this.#options.log.error('a callback ended by a fault of ours', { callback: id, error });
    }
    this.#attempts.delete(id);
    scope.end('attempt over');
    this.#tell({ type: 'ended', id, end });
  }

  /** What happened happened: it is told until the store has it. */
  #tell(command: CallbackCommand): void {
    this.#send(command).catch((error: unknown) => {
      this.#options.log.warn('a callback waits for the database', { error });
      this.#scope.after(this.#options.clock, AWAY_MS, () => this.#tell(command));
    });
  }

  /** What is due now begins at once. */
  #soon(): void {
    this.#tell({ type: 'tick' });
  }

  #arm(): void {
    this.#timer?.cancel();
    const { clock } = this.#options;
    const due = nextDue(this.#state);
    if (due === undefined || this.#scope.ended) return;
    const delay = Math.min(Math.max(0, due - clock.wall()), LOOK_AGAIN_MS);
    this.#timer = this.#scope.after(clock, delay, () => this.#tell({ type: 'tick' }));
  }
}

function changeFault(why: Extract<CallbackEffect, { type: 'ignored' }>['why']): Fault {
  switch (why) {
    case 'unknown':
      return new Fault('callbacks.unknown', 'There is no such callback. GET /api/callbacks lists them.');
    case 'over':
      return new Fault('callbacks.over', 'This callback is over: it was carried out, cancelled or given up.');
    case 'attempting':
    case 'not-attempting':
      return new Fault('callbacks.attempting', 'The customer is being called back right now; cancel it, or wait for the end.');
    case 'bad-window':
      return new Fault('callbacks.bad-window', 'The callback would end before it begins, or is in the past.');
  }
}
