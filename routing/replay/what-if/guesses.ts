import { type Millis, type Random, seededRandom } from '#core';
import type { OfferOutcome, Scenario, Stay, Talk } from './scenario.ts';

/** Fewer who gave up in a queue tell nothing about its callers' patience: the whole day is taken. */
const LEAST_GAVE_UP = 5;
/** Of somebody who was never offered anything all day. */
const PLAIN_ANSWER: Pick<OfferOutcome, 'ms' | 'how'> = { ms: 3_000, how: 'answered' };

/**
 * What the record cannot tell because it did not happen: how long somebody who was answered would have waited, how long
 * somebody who gave up would have talked. Each guess depends on the stay alone (its place in the day is the seed), so that
 * the day and its variant guess the same.
 */
export class Guesses {
  readonly #scenario: Scenario;
  readonly #places: ReadonlyMap<Stay, number>;
  readonly #patience = new Map<string, Millis>();
  readonly #talks = new Map<string, readonly Talk[]>();

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.#places = new Map(scenario.stays.map((stay, place) => [stay, place]));
    const queues = Map.groupBy(scenario.stays, (stay) => stay.request.queue);
    for (const [queue, stays] of queues) {
      const enough = stays.filter((stay) => stay.wait.end === 'abandoned').length >= LEAST_GAVE_UP;
      this.#patience.set(queue, meanPatience(enough ? stays : scenario.stays));
      const talks = stays.flatMap(({ talk }) => (talk && talk.ms > 0 ? [talk] : []));
      this.#talks.set(queue, talks.length > 0 ? talks : scenario.stays.flatMap(({ talk }) => (talk ? [talk] : [])));
    }
  }

  /**
   * When this contact leaves unless it is answered, ms after arrival. Who did leave, as recorded; who was answered had
   * patience for longer, by the exponential that fits the queue's day (those answered are censored).
   */
  leavesAfter(stay: Stay): { readonly ms: Millis; readonly why: 'abandoned' | 'removed' } | undefined {
    const { ms, end } = stay.wait;
    if (end === 'abandoned' || end === 'removed') return { ms, why: end };
    const mean = this.#patience.get(stay.request.queue) ?? Number.POSITIVE_INFINITY;
    if (mean === Number.POSITIVE_INFINITY) return undefined;
    return { ms: ms - mean * Math.log(1 - uniform(this.#random(stay, 1))), why: 'abandoned' };
  }

  /** The conversation if `agent` takes it: as recorded for that agent; with another, at that one's usual speed. */
  talk(stay: Stay, agent: string): Talk {
    const recorded = stay.talk ?? pick(this.#random(stay, 2), this.#talks.get(stay.request.queue) ?? []) ?? { agent, ms: 0, afterwards: [] };
    if (recorded.agent === agent) return recorded;
    const [theirs, own] = [this.#scenario.manners.get(recorded.agent)?.meanTalkMs, this.#scenario.manners.get(agent)?.meanTalkMs];
    const speed = theirs && own ? own / theirs : 1;
    return { ...recorded, ms: recorded.ms * speed };
  }

  /** What becomes of the `nth` offer of this stay to this agent: as recorded, else one of the agent's own that day. */
  outcome(stay: Stay, agent: string, nth: number): Omit<OfferOutcome, 'agent'> {
    const recorded = stay.offers.filter((one) => one.agent === agent)[nth];
    if (recorded && recorded.how !== 'withdrawn') return recorded;
    const own = this.#scenario.manners.get(agent)?.outcomes ?? [];
    const guess = pick(this.#random(stay, 3 + nth), own) ?? PLAIN_ANSWER;
    // It rang for so long before the caller left: the agent would have done nothing sooner.
    return recorded ? { ...guess, ms: recorded.ms + guess.ms } : guess;
  }

  #random(stay: Stay, purpose: number): Random {
    return seededRandom(((this.#places.get(stay) ?? 0) + 1) * 7_919 + purpose);
  }
}

/** Greatest likelihood for exponential patience where most are answered before it ends: all waiting ÷ those who gave up. */
function meanPatience(stays: readonly Stay[]): Millis {
  const waiting = stays.filter((stay) => stay.wait.end !== 'other').reduce((sum, stay) => sum + stay.wait.ms, 0);
  const gaveUp = stays.filter((stay) => stay.wait.end === 'abandoned').length;
  return gaveUp === 0 ? Number.POSITIVE_INFINITY : waiting / gaveUp;
}

const uniform = (random: Random) => (random.int(2 ** 30) + 0.5) / 2 ** 30;
const pick = <T>(random: Random, items: readonly T[]): T | undefined => items[random.int(items.length)];
