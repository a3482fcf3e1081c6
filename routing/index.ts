export { type Expected, ExpectedWaits, type ExpectedWaitsOptions } from './expected-wait/expected-waits.ts';
export { SPOKEN_MINUTES, spokenMinutes } from './expected-wait/spoken-minutes.ts';
export { initialRouting, nextDeadline, route } from './machine/route.ts';
export type { RoutingState } from './machine/state.ts';
export { memoryRoutingLog } from './log/memory-routing-log.ts';
export { openRedisRoutingLog, type RedisRoutingLog, type RedisRoutingLogOptions } from './log/redis/redis-routing-log.ts';
export type {
  AgentSpec,
  AgentState,
  AgentWork,
  Channel,
  ChannelSpec,
  ContactRequest,
  ContactView,
  LeaveReason,
  NotReadyReason,
  OfferFailure,
  OfferReason,
  QueueSpec,
  QueueView,
  RoutingCommand,
  RoutingEvent,
  RoutingSettings,
  RoutingStep,
  SkillNeed,
  Strategy,
} from './model.ts';
export type { LoggedCommand, LogFollower, LogLine, MachineSnapshot, RoutingDesk, RoutingLog } from './port.ts';
export { createRoutingDesk, type RoutingDeskOptions } from './routing-desk.ts';
