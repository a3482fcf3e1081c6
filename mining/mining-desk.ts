import { type CallId, type Clock, type EpochMillis, type Log, type Millis, type Scope, sleep } from '#core';
import { factMaker, type FactMaker } from './facts-of.ts';
import { Miner } from './miner.ts';
import type { CallsQuery, FigureBy, FigureSums, KeywordGroup, MinedCall, MiningFilter } from './model.ts';
import type { MiningRecords } from './port.ts';
import { type Cluster, clusteringOf } from './trends/clusters.ts';
import { type EmergingTerm, emergingTerms } from './trends/emerging.ts';

/** Calls that are grouped at once; the newest of a period. */
export const MOST_CLUSTERED = 3_000;

/** Work in one go on the thread that calls live on. */
const LONGEST_BREATH_MS: Millis = 8;

export interface Period extends MiningFilter {
  readonly from: EpochMillis;
  readonly until: EpochMillis;
}

export interface GroupFigures {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly calls: number;
  readonly days: readonly { readonly day: string; readonly from: EpochMillis; readonly until: EpochMillis; readonly calls: number }[];
}

export interface MiningDeskParts {
  readonly records: MiningRecords;
  readonly groups: readonly KeywordGroup[];
  /** IANA name: where the company's days begin. */
  readonly zone: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Issues and pain points over all calls, and the calls behind each figure. */
export class MiningDesk {
  readonly #parts: MiningDeskParts;
  readonly #maker: FactMaker;
  readonly #miner: Miner;

  constructor(parts: MiningDeskParts, scope: Scope) {
    this.#parts = parts;
    this.#maker = factMaker(parts.groups);
    this.#miner = new Miner({ records: parts.records, maker: this.#maker, clock: parts.clock, log: parts.log }, scope);
  }

  get groups(): readonly KeywordGroup[] {
    return this.#parts.groups;
  }

  /** Version of what facts are made by, and how many calls have them. */
  async state(): Promise<{ readonly version: string; readonly mined: number; readonly missing: number }> {
    const { version } = this.#maker;
    return { version, ...(await this.#parts.records.counts(version)) };
  }

  /** Deletes what was derived and makes it again from the stored words, in the background. */
  async rebuild(): Promise<void> {
    await this.#parts.records.clear();
    this.#miner.catchUp();
  }

  /** Resolves when the calls known so far are looked at. */
  settled(): Promise<void> {
    return this.#miner.settled();
  }

  /** Calls of a search or of a figure. Faults thrown: store.bad-cursor, store.away. */
  find(query: CallsQuery): Promise<{ readonly calls: readonly MinedCall[]; readonly next?: string }> {
    return this.#parts.records.find(query);
  }

  /** One ended call with all that was found in it; undefined when there is none, or none of these agents. */
  async one(id: CallId, agents: Pick<MiningFilter, 'agents'> = {}): Promise<(MinedCall & { readonly terms?: readonly string[] }) | undefined> {
    const [{ calls: [call] }, terms] = await Promise.all([this.find({ ids: [id], limit: 1, ...agents }), this.#parts.records.termsOf(id)]);
    return call && { ...call, ...(terms === undefined ? {} : { terms }) };
  }

  figures(filter: MiningFilter, by: FigureBy): Promise<readonly FigureSums[]> {
    return this.#parts.records.figures(filter, by, this.#parts.zone);
  }

  /** Every group, also those nobody spoke of, the most frequent first. */
  async issues(filter: MiningFilter): Promise<readonly GroupFigures[]> {
    const rows = Map.groupBy(await this.#parts.records.groupDays(filter, this.#parts.zone), ({ group }) => group);
    return this.#parts.groups
      .map(({ id, name }) => {
        const days = (rows.get(id) ?? []).map(({ group: _, ...day }) => day);
        return { id, name, calls: days.reduce((sum, { calls }) => sum + calls, 0), days };
      })
      .sort((a, b) => b.calls - a.calls);
  }

  /** Terms more frequent in the period than from `beforeFrom` to its begin. */
  async emerging(period: Period & { readonly beforeFrom: EpochMillis }, most: number): Promise<readonly EmergingTerm[]> {
    return emergingTerms(await this.#parts.records.terms(period), most);
  }

  /** Groups of similar calls among the newest calls of the period. */
  async clusters(period: Period): Promise<{ readonly of: number; readonly clusters: readonly Cluster[] }> {
    const documents = await this.#parts.records.documents(period, MOST_CLUSTERED);
    return { of: documents.length, clusters: await this.#slowly(clusteringOf(documents)) };
  }

  /** Calls in progress have their turn in between. */
  async #slowly<T>(steps: Generator<void, T>): Promise<T> {
    const { clock } = this.#parts;
    let breath = clock.now();
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return value;
      if (clock.now() - breath < LONGEST_BREATH_MS) continue;
      await sleep(clock, 0);
      breath = clock.now();
    }
  }

  /** The calls of one cluster of that period; undefined when there is no such cluster (any more). */
  async clusterCalls(period: Period, id: string): Promise<readonly CallId[] | undefined> {
    return (await this.clusters(period)).clusters.find((cluster) => cluster.id === id)?.calls;
  }
}
