export type { AgentRow, ApiPorts, DeskPort, FloorPort, Health, ListenPort, LiveCallRow, LiveMessage, QueueRow, RecordingFile } from './port.ts';
export { type Api, type ApiOptions, startApi } from './start-api.ts';
