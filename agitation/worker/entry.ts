/** The worker thread that measures voices: one for all calls, away from the thread of signalling. */
import { type MessagePort, parentPort } from 'node:worker_threads';
import { ConversationWindows } from '../prosody/conversation-windows.ts';
import type { EarOrder, EarReport } from './orders.ts';

function run(port: MessagePort): void {
  const conversations = new Map<number, ConversationWindows>();
  let reports: EarReport[] = [];
  const handle = (order: EarOrder): void => {
    const { id } = order;
    switch (order.type) {
      case 'open':
        conversations.set(id, new ConversationWindows(order.from, (window) => reports.push({ type: 'window', id, window })));
        return;
      case 'audio':
        conversations.get(id)?.push(order.speaker, order);
        return;
      case 'close':
        conversations.get(id)?.end();
        conversations.delete(id);
        reports.push({ type: 'closed', id });
    }
  };
  port.on('message', (orders: readonly EarOrder[]) => {
    for (const order of orders) handle(order);
    if (reports.length > 0) port.postMessage(reports);
    reports = [];
  });
}

if (parentPort) run(parentPort);
