export type { CallbackPort, NewCallback } from './routes/callbacks/port.ts';
export type { BackTestOrder, CallsOrder, RulesInForce, RulesPort, RulesVersion, VerdictCounts } from './routes/rules/port.ts';
export type { SatisfactionPort } from './routes/satisfaction/port.ts';
export type { TicketChoices, TicketPort } from './routes/tickets/port.ts';
export type { VoicemailPort } from './routes/voicemails/port.ts';
export type { AccessPort, AgentRow, ApiPorts, AskedCalls, AskedStatistics, CountedEntry, DeskPort, FloorPort, Health, ListenPort, LiveCallRow, LiveMessage, QueueRow, RecordingFile, ServedEntry, StatisticsPort, WebFacts } from './port.ts';
export type { ReviewPort } from './routes/review/review-port.ts';
export { type SelfMade, selfMadeCertificate, stillServes } from './http/certificate/self-made-certificate.ts';
export { type Api, type ApiOptions, type Certificate, startApi } from './start-api.ts';
