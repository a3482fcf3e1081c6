import type { AgentStateName, FloorCall } from '#contract';
import type { messages } from './messages.ts';

type Key = keyof (typeof messages)['en'];

/** Names of states, stages, severities and outcomes as keys of the messages. */
export const STATE_WORDS: Readonly<Record<AgentStateName, Key>> = {
  offline: 'offline',
  ready: 'ready',
  'not-ready': 'notReady',
  offered: 'offered',
  busy: 'talking',
  'wrap-up': 'wrapUp',
};

export const STAGE_WORDS: Readonly<Record<FloorCall['stage'], Key>> = { flow: 'stageFlow', queue: 'stageQueue', talk: 'stageTalk', ending: 'stageEnding' };

export const LANGUAGE_WORDS: Readonly<Record<FloorCall['language'], Key>> = { zh: 'chinese', en: 'english' };

/** An unknown severity reads as a warning: better seen than missed. */
export function severityWord(severity: string): Key {
  return severity === 'critical' || severity === 'info' ? severity : 'warn';
}

const OUTCOMES: Readonly<Record<string, Key>> = {
  answered: 'outcomeAnswered',
  abandoned: 'outcomeAbandoned',
  rejected: 'outcomeRejected',
  failed: 'outcomeFailed',
  open: 'outcomeOpen',
};

export function outcomeWord(outcome: string): Key | undefined {
  return OUTCOMES[outcome];
}
