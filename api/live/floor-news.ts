import type { Scope } from '#core';
import type { FloorChanges } from '#contract';
import { Audience, audienceKey } from '../floor/audience.ts';
import type { FloorPort } from '../port.ts';
import type { Caller } from '../who/caller.ts';
import type { TeamMap } from '../who/team-map.ts';

interface Group<C> {
  readonly audience: Audience;
  readonly members: Set<C>;
  /** The whole floor as text, until it changes. */
  whole: string | undefined;
}

/** Tells the floor's changes: cut and written once for all who see the same teams. */
export class FloorNews<C> {
  readonly #port: FloorPort;
  readonly #teams: TeamMap;
  readonly #groups = new Map<string, Group<C>>();
  readonly #keys = new Map<C, string>();

  constructor(port: FloorPort, { teams, scope, tell }: { teams: TeamMap; scope: Scope; tell: (members: Iterable<C>, text: string) => void }) {
    this.#port = port;
    this.#teams = teams;
    port.changed.on((changes: FloorChanges) => {
      for (const group of this.#groups.values()) {
        group.whole = undefined;
        const seen = group.audience.changes(changes);
        if (seen) tell(group.members, JSON.stringify(seen));
      }
    }, scope);
  }

  /** Returns the whole floor, to be sent first: whatever the client had before is then as good as new. */
  join(client: C, caller: Caller): string {
    this.leave(client);
    const key = audienceKey(caller);
    const group = this.#groups.get(key) ?? { audience: new Audience(caller, this.#teams), members: new Set<C>(), whole: undefined };
    this.#groups.set(key, group);
    group.members.add(client);
    this.#keys.set(client, key);
    return (group.whole ??= JSON.stringify({ type: 'floor', ...group.audience.floor(this.#port.floor()) }));
  }

  leave(client: C): void {
    const key = this.#keys.get(client);
    const group = key === undefined ? undefined : this.#groups.get(key);
    this.#keys.delete(client);
    group?.members.delete(client);
    if (key !== undefined && group?.members.size === 0) this.#groups.delete(key);
  }

  /** True when the client now sees other teams than the group it is in. */
  misplaced(client: C, caller: Caller): boolean {
    const key = this.#keys.get(client);
    return key !== undefined && key !== audienceKey(caller);
  }
}
