import type { Cluster } from '#cluster';
import type { Millis, Scope } from '#core';
import type { House } from '../house.ts';
import { closeUnfinished } from '../recover.ts';

/** A server that is started again closes its calls itself, with what it has of their recordings. */
const COMES_BACK_WITHIN_MS: Millis = 30_000;

/** Of which server's calls this one writes the end at its start: its own, and those of none that is there. */
export function isMine(cluster: Cluster | undefined): (server: unknown) => boolean {
  return (server) => !cluster?.members.some((member) => member.server === server);
}

/** Calls of a server that went and did not come back get their end, written by one of those that are left. */
export function closeLost(house: House, cluster: Cluster, scope: Scope): void {
  const names = new Map<string, string>();
  const learn = () => {
    for (const { node, server } of cluster.members) names.set(node, server);
  };
  cluster.linked.on(learn, scope);
  cluster.parted.on((node) => {
    learn();
    const lost = names.get(node);
    scope.after(house.clock, COMES_BACK_WITHIN_MS, () => void closeAll(house, cluster, lost));
  }, scope);
}

async function closeAll({ store, clock, log }: House, cluster: Cluster, lost: string | undefined): Promise<void> {
  const isBack = cluster.members.some(({ server }) => server === lost);
  const isFirst = cluster.members.every(({ node }) => cluster.node < node);
  if (lost === undefined || isBack || !isFirst) return;
  await closeUnfinished(store, clock, log, {}, (server) => server === lost).catch((error: unknown) => log.warn('calls of a server that is gone could not be closed', { error }));
}
