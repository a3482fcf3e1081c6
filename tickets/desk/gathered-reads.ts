import type { Ticket } from '../model.ts';
import type { TicketRecords } from '../port.ts';

interface Asked {
  readonly id: string;
  readonly settle: { resolve(ticket: Ticket | undefined): void; reject(error: unknown): void };
}

/** Most tickets read at once. */
const MOST = 500;

/** Reads of single tickets that come while another one is under way go together in the next. */
export class GatheredReads {
  readonly #records: Pick<TicketRecords, 'get'>;
  #waiting: Asked[] = [];
  #reading = false;

  constructor(records: Pick<TicketRecords, 'get'>) {
    this.#records = records;
  }

  get(id: string): Promise<Ticket | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ id, settle: { resolve, reject } });
      if (!this.#reading) void this.#readOn();
    });
  }

  async #readOn(): Promise<void> {
    this.#reading = true;
    // What is asked for in the same moment goes along.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#read(this.#waiting.splice(0, MOST));
    this.#reading = false;
  }

  async #read(asked: readonly Asked[]): Promise<void> {
    try {
      const found = new Map((await this.#records.get([...new Set(asked.map(({ id }) => id))])).map((ticket) => [ticket.id, ticket]));
      for (const { id, settle } of asked) settle.resolve(found.get(id));
    } catch (error) {
      for (const { settle } of asked) settle.reject(error);
    }
  }
}
