/** A process of clients: each asks again as soon as it has its answer. Told `{ url, token, numbers, seconds }`, tells `{ perSecond, p99Ms }`. */
import { performance } from 'node:perf_hooks';
import { seededRandom } from '#core';
import { openAsker } from './asker.ts';

export interface HttpTask {
  readonly url: string;
  readonly token: string;
  readonly numbers: readonly string[];
  readonly seconds: number;
}

export interface HttpFigures {
  readonly perSecond: number;
  readonly p99Ms: number;
}

const CLIENTS = 128;
const WARM_UP_MS = 1_000;
const BODY = JSON.stringify({ template: 'fault', subject: 'No light', fields: { severity: 'major', impact: 'one', product: 'Router', contact: '13800138000' } });
const NOTE = JSON.stringify({ text: 'Looked at it.' });

process.on('message', (task: HttpTask) => void work(task).then((figures) => process.send?.(figures)));

async function work({ url, token, numbers, seconds }: HttpTask): Promise<HttpFigures> {
  const random = seededRandom(3);
  const one = (ask: (method: string, path: string, body?: string) => Promise<void>) => {
    const dice = random.int(100);
    if (dice < 20) return ask('POST', '/api/tickets', BODY);
    const at = `/api/tickets/${numbers[random.int(numbers.length)]}`;
    return dice < 60 ? ask('POST', `${at}/note`, NOTE) : ask('GET', at);
  };
  const took: number[] = [];
  const begin = performance.now() + WARM_UP_MS;
  const end = begin + seconds * 1_000;
  const client = async () => {
    const { ask, close } = await openAsker(url, token);
    for (let now = performance.now(); now < end; ) {
      await one(ask);
      const after = performance.now();
      if (now >= begin && after < end) took.push(after - now);
      now = after;
    }
    close();
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  took.sort((a, b) => a - b);
  return { perSecond: Math.round(took.length / seconds), p99Ms: Math.round((took[Math.floor(took.length * 0.99)] ?? 0) * 100) / 100 };
}
