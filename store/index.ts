export { type OpenedStore, type StoreOptions, openStore } from './open-store.ts';
export type { CallQuery, CallSummary, Store, TimelineEvent } from './port.ts';
export { summarise } from './timeline/summarise.ts';
