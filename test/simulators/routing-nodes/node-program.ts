/** A server with nothing but routing: a desk at the shared log, with simulated callers and agents. Started by `startNode`. */
import { type Log, systemClock, systemRandom } from '#core';
import { createRoutingDesk, openRedisRoutingLog, type RoutingSettings } from '#routing';
import { NodeWork, type WorkPlan } from './work.ts';

export interface NodePlan extends WorkPlan {
  readonly url: string;
  readonly shard: string;
  readonly settings: RoutingSettings;
  readonly snapshots?: { readonly everyEntries: number; readonly everyMs: number; readonly keepEntries: number };
}

const plan = JSON.parse(process.argv[2] ?? '{}') as NodePlan;
const tell = (message: object) => process.send?.({ at: Date.now(), ...message });
const line = (level: string) => (message: string, fields: object = {}) => void tell({ type: 'log', level, message, fields: JSON.parse(JSON.stringify(fields, (_, value: unknown) => (value instanceof Error ? value.message : value))) as object });
const log: Log = { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error'), with: () => log };

const opened = await openRedisRoutingLog({ url: plan.url, shard: plan.shard, clock: systemClock, random: systemRandom, log, ...(plan.snapshots ? { snapshots: plan.snapshots } : {}) });
if (!opened.ok) throw opened.fault;
const desk = createRoutingDesk({ settings: plan.settings, log: opened.value, clock: systemClock });
await desk.settled();
const work = new NodeWork(desk, plan, systemClock);
desk.logged.on(({ command }) => command.type === 'node.lost' && tell({ type: 'node.lost', node: command.node }));
await desk.settled();
tell({ type: 'ready', node: opened.value.node });

process.on('message', (order: 'callers' | 'no callers' | 'report' | 'stop') => {
  if (order === 'report') tell({ type: 'report', report: work.report() });
  else if (order === 'stop') void opened.value.close().then(() => process.exit(0));
  else work.callers(order === 'callers');
});
process.on('disconnect', () => process.exit(0));
