import { z } from 'zod';
import type { LiveOrder } from '#contract';

const CALL = /^call:[^\s]{1,100}$/;

const Order = z.strictObject({
  type: z.enum(['subscribe', 'unsubscribe']),
  topic: z.union([z.literal('desk'), z.literal('floor'), z.literal('tickets'), z.string().regex(CALL)]),
});

/** What a client said, or undefined when it makes no sense. */
export function liveOrderOf(text: string): LiveOrder | undefined {
  try {
    const { success, data } = Order.safeParse(JSON.parse(text));
    return success ? (data as LiveOrder) : undefined;
  } catch {
    return undefined;
  }
}

/** The call of a topic `call:<id>`. */
export const callOf = (topic: string): string | undefined => (topic.startsWith('call:') ? topic.slice('call:'.length) : undefined);
