import { type Random, seededRandom } from '#core';
import type { AgentSpec, ContactRequest, QueueSpec, RoutingSettings, RoutingStep, SkillNeed } from '#routing';

const SKILLS = 200;
const QUEUES = 50;
/** Kinds of request in each queue. */
const THEMES = 12;

const skill = (n: number): string => `skill-${n % SKILLS}`;

/** First only the skilled, then a little less, then anybody of the queue and of the one beside it. */
function stepsOf(queue: number, needs: readonly SkillNeed[]): RoutingStep[] {
  return [
    { lastsMs: 60_000 },
    { lastsMs: 120_000, levels: Object.fromEntries(needs.map((need) => [need.skill, Math.max(1, need.level - 2)])) },
    { lastsMs: 300_000, drop: needs.slice(1).map((need) => need.skill), priority: 1 },
    { queues: [`queue-${(queue + 1) % QUEUES}`] },
  ];
}

interface Theme {
  readonly queue: string;
  readonly needs: readonly SkillNeed[];
  readonly steps: readonly RoutingStep[];
}

/** A large house: 200 skills, 50 queues of 12 kinds of request each; agents with 4–10 skills that serve 1–3 queues. */
export class Floor {
  readonly settings: RoutingSettings;
  readonly #random: Random = seededRandom(7);
  readonly #themes: Theme[] = [];
  #contacts = 0;

  constructor(agents: number) {
    for (let queue = 0; queue < QUEUES; queue++) {
      for (let theme = 0; theme < THEMES; theme++) this.#themes.push(this.#theme(queue, theme));
    }
    const queues = Array.from({ length: QUEUES }, (_, i): QueueSpec => ({ id: `queue-${i}`, ringTimeoutMs: 15_000, wrapUpMs: i % 3 ? 500 : 0, strategy: i % 5 ? 'longest-idle' : 'best-skill' }));
    this.settings = { agents: Array.from({ length: agents }, (_, i) => this.#agent(i)), queues };
  }

  #theme(queue: number, theme: number): Theme {
    const { int } = this.#random;
    const count = [1, 1, 2, 1, 2, 3][theme % 6] ?? 1;
    const needs = Array.from({ length: count }, (_, i) => ({ skill: skill(queue * 4 + theme + i * 3), level: 1 + int(4) }));
    return { queue: `queue-${queue}`, needs, steps: stepsOf(queue, needs) };
  }

  /** Knows what its first queue asks for, and some more. */
  #agent(i: number): AgentSpec {
    const { int } = this.#random;
    const own = i % QUEUES;
    const queues = [own, (own + 1) % QUEUES, int(QUEUES)].slice(0, 1 + int(3)).map((queue) => `queue-${queue}`);
    const skills = Object.fromEntries(Array.from({ length: 4 + int(7) }, () => [skill(int(4) ? own * 4 + int(20) : int(SKILLS)), 1 + int(10)]));
    return { id: `agent-${i}`, skills, queues: [...new Set(queues)] };
  }

  /** For everybody, so that they all have work at the beginning. */
  direct(agent: string): ContactRequest {
    return { id: `c${this.#contacts++}`, queue: 'queue-1', needs: [], priority: 0, only: agent };
  }

  contact(): ContactRequest {
    const { int } = this.#random;
    const theme = this.#themes[int(this.#themes.length)];
    if (!theme) throw new Error('no themes');
    return { id: `c${this.#contacts++}`, ...theme, priority: int(20) ? 0 : 1, ...(int(10) ? {} : { ageCreditMs: 30_000 }) };
  }
}
