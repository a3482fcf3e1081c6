/** A media worker thread: the engine on the machine's clock, sockets and disk. Started by room/worker-link.ts. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { systemClock, systemRandom } from '#core';
import { ScribeStorage } from '../recorder/scribe-storage.ts';
import { machineNetwork } from '../socket/machine-network.ts';
import type { DtlsLibrary } from '../dtls/dtls-library.ts';
import { Engine } from './engine.ts';
import type { Order, Report } from './orders.ts';
import { Outbox } from './outbox.ts';

function run(port: MessagePort): void {
  const outbox = new Outbox<Report>((reports) => port.postMessage(reports));
  const storage = new ScribeStorage(systemClock);
  let dtls: Promise<DtlsLibrary> | undefined;
  const engine = new Engine({
    clock: systemClock,
    random: systemRandom,
    network: machineNetwork(),
    storage,
    // The library is loaded by the first browser leg: 0.2 s and some memory that plain telephony does not need.
    dtls: () => (dtls ??= import('../dtls/dtls-12.ts').then(({ dtls12 }) => dtls12(systemClock))),
    silenceMs: (workerData as { silenceMs: number }).silenceMs,
    report(report) {
      outbox.add(report);
      if (report.type !== 'closed') return;
      outbox.flush();
      port.close();
      void storage.end();
    },
  });
  port.on('message', (orders: readonly Order[]) => orders.forEach((order) => engine.handle(order)));
}

if (parentPort) run(parentPort);
