/** PORT. Issues over all calls and the search in transcripts: the mining desk of #mining. */
import type { MiningDesk } from '#mining';

export type MiningPort = Pick<MiningDesk, 'groups' | 'find' | 'one' | 'figures' | 'issues' | 'emerging' | 'clusters' | 'clusterCalls' | 'state' | 'rebuild'>;
