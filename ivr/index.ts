export { type Flow, flowJsonSchema, includeJsonSchema } from './language/flow-schema.ts';
export { type Calendar, dayIn, yearsMissing } from './hours/calendar.ts';
export { type OpeningHours, spansOn } from './hours/opening-hours.ts';
export { shippedCalendars } from './loader/sources/shipped-calendars.ts';
export { keyLines } from './language/key-lines.ts';
export { type PromptName, promptRef } from './language/prompt-reference.ts';
export type { FlowSurroundings } from './loader/draft.ts';
export { type FlowReading, loadFlow, readFlow } from './loader/load-flow.ts';
export { chineseMistakeLine, faultLines, type FlowMistake, mistakeLine } from './loader/problem.ts';
export { queuesAhead } from './machine/queues-ahead.ts';
export { flowEnded, startFlow, stepFlow } from './machine/step-flow.ts';
export type { FlowState, FlowTurn } from './machine/flow-state.ts';
export { withoutSecrets } from './machine/values/secrets.ts';
export {
  type FlowCustomer,
  type FlowEffect,
  type FlowFacts,
  type FlowGrammar,
  type FlowInput,
  type FlowQuestion,
  type FlowQueueState,
  type FlowSkill,
  type FlowUtterance,
  type HeardOtherwise,
  type FlowValue,
  HANG_UP_CAUSES,
  type HangUpCause,
  QUEUE_OUTCOMES,
  type QueueOutcome,
  type SpokenChoice,
  type TransferTarget,
} from './model.ts';
export { grammarOf } from './speech/grammar-of.ts';
export { likeliest } from './speech/likeliest.ts';
export { type HeardWord, type SpeechMatch, matchSpeech } from './speech/match-speech.ts';
export { caseReport } from './tools/case-report.ts';
export { type Asked, FlowWalk, type WalkEvent, type WorldAnswer } from './tools/flow-walk.ts';
export { loadFlowTests } from './tools/load-tests.ts';
export { drawFlow } from './tools/picture/draw-flow.ts';
export { type CaseResult, runCase } from './tools/run-case.ts';
export { type FlowTestFile, flowTestJsonSchema } from './tools/test-schema.ts';
export { askedText, endText, eventText, seconds } from './tools/walk-text.ts';
export { kindOf, OUTCOMES, probableLength } from './tools/world.ts';
