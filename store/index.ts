export { type OpenedStore, type StoreOptions, openStore } from './open-store.ts';
export type { AgentLog, AgentStep, CallQuery, CallSummary, Store, TimelineEvent } from './port.ts';
export type { NewVoicemail, StoredVoicemail, VoicemailQuery, VoicemailStore } from './voicemails/port.ts';
export { summarise } from './timeline/summarise.ts';
export type { FindQuery, FoundCall, ReviewStep, ReviewStore, StoredCorrection, StoredReview } from './reviews/port.ts';
export { holderOf as dataHolder } from './embedded/data-lock.ts';
export { type OpenedPeople, openPeople } from './people/open-people.ts';
export { findBinaries } from './embedded/binaries.ts';
export { askDatabase } from './sql/ask-database.ts';
