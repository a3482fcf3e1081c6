import type { EpochMillis } from '#core';
import type { Rang, Step } from '../model.ts';

/** Ways an offer ends that its agent has to answer for. */
const REFUSED: readonly string[] = ['no-answer', 'rejected'];

/**
 * Phones that rang for one call in vain. *Missed*: rang at this agent to the time-out, or was rejected. *Elsewhere*: another agent
 * took it while it rang here. Where phones ring together (ring-all, progressive) the time-out of a round is nobody's fault and the
 * phones ring anew: such a call is judged once for each agent, when the wait is over – missed if nobody took it while it rang here.
 */
export class Rings {
  /** When phones that rang together were last silent, by agent. */
  readonly #open = new Map<string, EpochMillis>();
  /** Agents for whom this wait has been judged. */
  readonly #elsewhere = new Set<string>();

  /** What this step of the call proves, in its order. */
  hear({ type, at, data }: Pick<Step, 'type' | 'at' | 'data'>): readonly Rang[] {
    const agent = String(data['agent']);
    const why = String(data['why']);
    switch (type) {
      case 'offer.failed':
        if (why === 'answered elsewhere') return this.#tookIt(agent, at);
        if (!REFUSED.includes(why)) return [];
        if (why === 'no-answer' && data['together'] === true) return this.#rangOn(agent, at);
        return [{ agent, at, as: 'missed', why }];
      case 'agent.connected':
        this.#open.delete(agent);
        return this.#over();
      case 'queue.left':
      case 'call.ended':
        return this.#over();
      default:
        return [];
    }
  }

  #tookIt(agent: string, at: EpochMillis): readonly Rang[] {
    this.#open.delete(agent);
    if (this.#elsewhere.has(agent)) return [];
    this.#elsewhere.add(agent);
    return [{ agent, at, as: 'elsewhere', why: 'answered elsewhere' }];
  }

  #rangOn(agent: string, at: EpochMillis): readonly Rang[] {
    this.#open.set(agent, at);
    return [];
  }

  #over(): readonly Rang[] {
    const missed = [...this.#open].map(([agent, at]): Rang => ({ agent, at, as: 'missed', why: 'no-answer' }));
    this.#open.clear();
    this.#elsewhere.clear();
    return missed;
  }
}
