import type { Signal } from '#core';

/** PORT-side view of the other servers: what this room needs of them (`cluster/`). */
export interface Peers {
  readonly node: string;
  reach(node: string): Promise<boolean>;
  tell(node: string, topic: string, body: unknown): boolean;
  readonly heard: Signal<{ readonly node: string; readonly topic: string; readonly body: unknown }>;
  readonly parted: Signal<string>;
  readonly facts: {
    put(key: string, value: string | undefined): Promise<void>;
    find(key: string): Promise<readonly { readonly node: string; readonly value: string }[]>;
    known(key: string): readonly { readonly node: string; readonly value: string }[];
  };
}
