export type { AgentRow, ApiPorts, Health, LiveCallRow, LiveMessage, QueueRow, RecordingFile } from './port.ts';
export { type Api, type ApiOptions, startApi } from './start-api.ts';
