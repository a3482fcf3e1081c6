export { type Booking, CallbackDesk, type CallbackDeskOptions, type MakeAttempt } from './callback-desk.ts';
export type { Attempt, AttemptEnd, Callback, CallbackCommand, CallbackEffect, CallbackKind, CallbackOrder, CallbackRequest, CallbackRules, CallbackState, CallbackWorld, RefusedWhy } from './model.ts';
export type { CallbackQuery, CallbackRecords } from './port.ts';
export type { CallbacksState, CallbacksStep } from './state.ts';
export { nextDue, stepCallbacks } from './step-callbacks.ts';
