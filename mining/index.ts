export type { CallFacts, CallsQuery, Excerpt, FigureBy, FigureSums, KeywordGroup, MinedCall, MinedTurn, MiningFilter, TalkFacts, TermCount } from './model.ts';
export type { MiningRecords, WordsOfCall } from './port.ts';
export { type GroupFigures, MiningDesk, MOST_CLUSTERED, type Period } from './mining-desk.ts';
export { type FactMaker, factMaker } from './facts-of.ts';
export { loadGroups } from './groups/load-groups.ts';
export { STANDARD_GROUPS } from './groups/standard-groups.ts';
export type { Cluster } from './trends/clusters.ts';
export type { EmergingTerm } from './trends/emerging.ts';
