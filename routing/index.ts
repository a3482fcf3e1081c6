export { initialRouting, nextDeadline, route } from './machine/route.ts';
export type { RoutingState } from './machine/state.ts';
export { memoryRoutingLog } from './memory-routing-log.ts';
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
export type { LoggedCommand, RoutingDesk, RoutingLog } from './port.ts';
export { createRoutingDesk, type RoutingDeskOptions } from './routing-desk.ts';
