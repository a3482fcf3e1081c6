export { initialRouting, nextDeadline, route } from './machine/route.ts';
export type { RoutingState } from './machine/state.ts';
export { memoryRoutingLog } from './memory-routing-log.ts';
export type {
  AgentSpec,
  AgentState,
  ContactRequest,
  NotReadyReason,
  OfferFailure,
  OfferReason,
  QueueSpec,
  QueueView,
  RoutingCommand,
  RoutingEvent,
  RoutingSettings,
  SkillNeed,
} from './model.ts';
export type { LoggedCommand, RoutingDesk, RoutingLog } from './port.ts';
export { createRoutingDesk, type RoutingDeskOptions } from './routing-desk.ts';
