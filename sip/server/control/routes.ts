import type { AppConnection } from './app-connection.ts';

interface Ring {
  readonly apps: AppConnection[];
  next: number;
}

/** Which applications want which methods; new requests go round (specification §3.1). */
export class Routes {
  readonly #rings = new Map<string, Ring>();

  /** Idempotent per connection: a repeated `route` must not earn a larger share. */
  add(verb: string, app: AppConnection): void {
    if (app.verbs.has(verb)) return;
    app.verbs.add(verb);
    const ring = this.#rings.get(verb) ?? { apps: [], next: 0 };
    ring.apps.push(app);
    this.#rings.set(verb, ring);
  }

  /** Takes back this verb only. */
  remove(verb: string, app: AppConnection): void {
    if (!app.verbs.delete(verb)) return;
    const ring = this.#rings.get(verb);
    if (!ring) return;
    const at = ring.apps.indexOf(app);
    ring.apps.splice(at, 1);
    if (at < ring.next) ring.next--;
    if (ring.apps.length === 0) this.#rings.delete(verb);
  }

  forget(app: AppConnection): void {
    for (const verb of app.verbs) this.remove(verb, app);
  }

  /** The next living application for a method (upper case), or none. */
  choose(method: string): AppConnection | undefined {
    const ring = this.#rings.get(method.toLowerCase());
    if (!ring) return undefined;
    for (let tries = ring.apps.length; tries > 0; tries--) {
      if (ring.next >= ring.apps.length) ring.next = 0;
      const app = ring.apps[ring.next++];
      if (app?.alive) return app;
    }
    return undefined;
  }
}
