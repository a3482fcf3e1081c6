export type { AnswerLimits, Limits, SipServerOptions } from './options.ts';
export { type SipServer, type SipServerCounts, startSipServer } from './start.ts';
