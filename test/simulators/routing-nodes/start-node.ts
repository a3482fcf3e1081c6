import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { NodePlan } from './node-program.ts';
import type { WorkReport } from './work.ts';

export type NodeMessage =
  | { readonly at: number; readonly type: 'ready'; readonly node: string }
  | { readonly at: number; readonly type: 'report'; readonly report: WorkReport }
  | { readonly at: number; readonly type: 'node.lost'; readonly node: string }
  | { readonly at: number; readonly type: 'log'; readonly level: string; readonly message: string; readonly fields: Readonly<Record<string, unknown>> };

export interface RoutingNode {
  readonly process: ChildProcess;
  /** Its name in the log. */
  readonly node: string;
  /** Everything it said so far; `at` in ms of the wall clock. */
  readonly said: readonly NodeMessage[];
  /** It leads, as far as it knows. */
  leads(): boolean;
  callers(coming: boolean): void;
  report(): Promise<WorkReport>;
  kill(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  stop(): Promise<void>;
}

const LEADS = 'this server leads the routing log';
const START_LIMIT_MS = 60_000;

export async function startNode(plan: NodePlan): Promise<RoutingNode> {
  const child = fork(join(import.meta.dirname, 'node-program.ts'), [JSON.stringify(plan)]);
  const said: NodeMessage[] = [];
  const heard = <T extends NodeMessage['type']>(type: T) =>
    new Promise<Extract<NodeMessage, { type: T }>>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the node did not say "${type}"`)), START_LIMIT_MS);
      const listen = (message: NodeMessage) => {
        if (message.type !== type) return;
        child.off('message', listen);
        clearTimeout(timer);
        resolve(message as Extract<NodeMessage, { type: T }>);
      };
      child.on('message', listen);
    });
  child.on('message', (message: NodeMessage) => message.type !== 'report' && said.push(message));
  const { node } = await heard('ready');
  return {
    process: child,
    node,
    said,
    leads: () => said.findLast((message) => message.type === 'log' && message.message.startsWith(LEADS))?.type === 'log' && (said.findLast((message) => message.type === 'log' && message.message.startsWith(LEADS)) as { message: string }).message === LEADS,
    callers: (coming) => void child.send(coming ? 'callers' : 'no callers'),
    async report() {
      const report = heard('report');
      child.send('report');
      return (await report).report;
    },
    kill: (signal) => void child.kill(signal),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGCONT');
      if (child.connected) child.send('stop');
      const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
      await exited;
      clearTimeout(timer);
    },
  };
}
