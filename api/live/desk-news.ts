import type { AgentId, Clock, Millis, Scope } from '#core';
import type { DeskPort } from '../port.ts';

/** People see no difference below this; a desktop changes several times while a call is answered. */
const AT_MOST_EVERY_MS: Millis = 100;

/** Tells changed desktops: the first change at once, those right after it together. */
export class DeskNews {
  readonly #port: DeskPort;
  readonly #clock: Clock;
  readonly #scope: Scope;
  readonly #tell: (agent: AgentId, text: string) => void;
  /** Agents told a moment ago, and whether something changed since. */
  readonly #quiet = new Map<AgentId, boolean>();

  constructor(port: DeskPort, { clock, scope, wanted, tell }: { clock: Clock; scope: Scope; wanted: (agent: AgentId) => boolean; tell: (agent: AgentId, text: string) => void }) {
    this.#port = port;
    this.#clock = clock;
    this.#scope = scope;
    this.#tell = tell;
    port.changed.on((agent) => {
      if (!wanted(agent)) return;
      if (this.#quiet.has(agent)) this.#quiet.set(agent, true);
      else this.#now(agent);
    }, scope);
  }

  /** The desktop as it is, for one who has just come. */
  text(agent: AgentId): string | undefined {
    const desk = this.#port.desk(agent);
    return desk && JSON.stringify({ type: 'desk', desk });
  }

  #now(agent: AgentId): void {
    this.#quiet.set(agent, false);
    this.#scope.after(this.#clock, AT_MOST_EVERY_MS, () => {
      const changed = this.#quiet.get(agent) === true;
      this.#quiet.delete(agent);
      if (changed) this.#now(agent);
    });
    const text = this.text(agent);
    if (text !== undefined) this.#tell(agent, text);
  }
}
