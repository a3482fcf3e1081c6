import { type Clock, type Log, type Scope } from '#core';
import type { TicketDesk } from '../desk/ticket-desk.ts';
import type { TicketEvent } from '../model.ts';
import type { Survey } from './model.ts';
import type { SatisfactionRecords, SurveySender } from './port.ts';
import { type Asking, resolutionsOf } from './resolutions.ts';

export interface ProjectionOptions {
  readonly desk: Pick<TicketDesk, 'get' | 'history'>;
  readonly records: SatisfactionRecords;
  readonly policy: () => Asking;
  readonly url: (survey: Survey) => string | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** The database is away: a little later. */
const AGAIN_MS = 2_000;
/** What a server that died left undone is found by the others. */
const SWEEP_MS = 1_800_000;
const FIRST_SWEEP_MS = 3_000;
const AT_ONCE = 200;
const PAGE = 500;
/** More would be a database that is away for long: the sweep finds tickets again; of calls the timeline has the marks. */
const MOST_WAITING = 10_000;

/**
 * Keeps the table of surveys as the histories of tickets say: after each resolution, and by sweeps for what was missed.
 * One thing after the other; what fails because the database is away is done again.
 */
export class Projection {
  readonly #options: ProjectionOptions;
  readonly #scope: Scope;
  readonly #tickets = new Set<string>();
  #work: (() => Promise<void>)[] = [];
  #running = false;
  #sender: SurveySender | undefined;

  constructor(options: ProjectionOptions, scope: Scope) {
    this.#options = options;
    this.#scope = scope;
    scope.after(options.clock, FIRST_SWEEP_MS, () => this.#sweepOn());
  }

  sendBy(sender: SurveySender): void {
    this.#sender = sender;
  }

  /** A ticket was resolved or opened again. */
  look(ticket: string): void {
    if (this.#tickets.has(ticket) || this.#work.length >= MOST_WAITING) return;
    this.#tickets.add(ticket);
    this.later(() => (this.#tickets.delete(ticket), this.write(ticket)));
  }

  later(work: () => Promise<void>): void {
    if (this.#work.length >= MOST_WAITING) return this.#options.log.warn('surveys are not kept: the database is away for too long', {});
    this.#work.push(work);
    if (!this.#running) void this.#run();
  }

  /** Writes the surveys of a ticket and sends the link of the last one. */
  async write(id: string): Promise<void> {
    const { desk, records, policy } = this.#options;
    const ticket = await desk.get(id);
    if (!ticket) return;
    const surveys = resolutionsOf(ticket, await this.#history(id), policy());
    if (surveys.length === 0) return;
    await records.put(surveys);
    const last = surveys.at(-1);
    if (last && last.reopenedAt === undefined) await this.#send(last);
  }

  async #send({ id, subject }: Survey): Promise<void> {
    const { records, clock, url } = this.#options;
    if (!this.#sender) return;
    const kept = await records.get(id);
    const [link, expiresAt = 0] = [kept && url(kept), kept?.expiresAt];
    // A link without a host leads nowhere.
    if (!kept || !link?.startsWith('http') || kept.sentAt !== undefined || kept.answeredAt !== undefined || expiresAt < clock.wall()) return;
    if (await this.#sender.send({ key: `survey/${id}`, ticket: subject, url: link, expiresAt })) await records.put([{ ...kept, sentAt: clock.wall() }]);
  }

  async #history(id: string): Promise<readonly TicketEvent[]> {
    const events: TicketEvent[] = [];
    for (let page: readonly TicketEvent[] | undefined; page === undefined || page.length === PAGE; ) {
      page = await this.#options.desk.history(id, events.at(-1)?.seq ?? 0, PAGE);
      events.push(...page);
    }
    return events;
  }

  async #run(): Promise<void> {
    const { clock, log } = this.#options;
    this.#running = true;
    for (let work = this.#work.shift(); work && !this.#scope.ended; work = this.#work.shift()) {
      try {
        await work();
      } catch (error) {
        if ((error as { retryable?: boolean }).retryable === true) {
          this.#work.unshift(work);
          await new Promise<void>((resolve) => this.#scope.after(clock, AGAIN_MS, resolve));
        } else log.error('a survey could not be kept', { error });
      }
    }
    this.#running = false;
  }

  #sweepOn(): void {
    this.later(async () => {
      for (const ticket of await this.#options.records.behind(AT_ONCE)) await this.write(ticket);
    });
    this.#scope.after(this.#options.clock, SWEEP_MS, () => this.#sweepOn());
  }
}
