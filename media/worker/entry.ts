/** A media worker thread: the engine on the machine's clock, sockets and disk. Started by room/worker-link.ts. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { systemClock, systemRandom } from '#core';
import { ScribeStorage } from '../recorder/scribe-storage.ts';
import { machineNetwork } from '../socket/machine-network.ts';
import { Engine } from './engine.ts';
import type { Order } from './orders.ts';

function run(port: MessagePort): void {
  const storage = new ScribeStorage();
  const engine = new Engine({
    clock: systemClock,
    random: systemRandom,
    network: machineNetwork(systemClock),
    storage,
    silenceMs: (workerData as { silenceMs: number }).silenceMs,
    report(report, transfer) {
      port.postMessage(report, transfer ?? []);
      if (report.type !== 'closed') return;
      port.close();
      void storage.end();
    },
  });
  port.on('message', (order: Order) => engine.handle(order));
}

if (parentPort) run(parentPort);
