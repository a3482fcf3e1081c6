import type { CallbackRecords } from '#callbacks';
import type { Store } from '#store';

/**
 * Callbacks that another server is just dialling are not read at our start: to us they would be interrupted, and the customer
 * would be called twice. `mine`: of which servers' calls, as the first step of a call names it.
 */
export function ownCallbacks(records: CallbackRecords, store: Pick<Store, 'call'>, mine: (server: unknown) => boolean): CallbackRecords {
  const isOurs = async (call: string | undefined) => call === undefined || mine((await store.call(call))?.events[0]?.data['server']);
  return {
    save: (callback) => records.save(callback),
    get: (id) => records.get(id),
    find: (query) => records.find(query),
    async load(since) {
      const all = await records.load(since);
      const ours = await Promise.all(all.map(async ({ state, attempts }) => state !== 'attempting' || isOurs(attempts.at(-1)?.call)));
      return all.filter((_, index) => ours[index]);
    },
  };
}
