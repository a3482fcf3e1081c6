export { type AgentStatus, agentStatus } from './agents/agent-status.ts';
export { followPhones } from './agents/agents-at-phones.ts';
export { Call } from './call.ts';
export { deskDispatch } from './queue/desk-dispatch.ts';
export { type AgentSettings, agentOfAccount, type CallSettings, type House, type QueueSettings } from './house.ts';
export type { LiveMessage } from './live-message.ts';
export { Workplaces } from './desk/workplaces.ts';
export { type WorkRooms, openWorkRooms } from './work-rooms.ts';
export { closeUnfinished } from './recover.ts';
