/** One 20 ms beat for all simulated phones of a process; late beats are made up, so that the average rate is right. */
class Ticker {
  readonly #listeners = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  #next = 0;

  add(listener: () => void): () => void {
    const entry = () => listener();
    this.#listeners.add(entry);
    if (!this.#timer) {
      this.#next = performance.now();
      this.#timer = setInterval(() => this.#beat(), 10);
    }
    return () => {
      this.#listeners.delete(entry);
      if (this.#listeners.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  #beat(): void {
    const now = performance.now();
    while (this.#next <= now) {
      this.#next += 20;
      for (const listener of this.#listeners) listener();
    }
  }
}

export const ticker = new Ticker();
