export { type Expected, ExpectedWaits, type ExpectedWaitsOptions } from './expected-wait/expected-waits.ts';
export { SPOKEN_MINUTES, spokenMinutes } from './expected-wait/spoken-minutes.ts';
export { initialRouting, nextDeadline, route } from './machine/route.ts';
export { routingFrom, snapshotOf } from './machine/snapshot.ts';
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
export { DayFiles } from './replay/day/day-files.ts';
export { type DayEntry, type DayPart, entryLine, readDay, startLine } from './replay/day/day-line.ts';
export { type DayKeeper, type DayKeeperOptions, keepDays } from './replay/day/keep-days.ts';
export { offersIn, replay, type Replayed } from './replay/replay.ts';
export type { QueueDay } from './replay/what-if/figures.ts';
export { type WhatIf, whatIf } from './replay/what-if/what-if.ts';
export { SERVER_AWAY } from './server-away.ts';
export type { LogStatus } from './port.ts';
export { createRoutingDesk, type RoutingDeskOptions } from './routing-desk.ts';
