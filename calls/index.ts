export { type AgentStatus, agentStatus } from './agents/agent-status.ts';
export { followPhones } from './agents/agents-at-phones.ts';
export { Call } from './call.ts';
export { deskDispatch } from './queue/desk-dispatch.ts';
export { type AgentSettings, agentOfAccount, type CallSettings, type House, type QueueSettings } from './house.ts';
export type { LiveMessage } from './live-message.ts';
export { closeUnfinished } from './recover.ts';
