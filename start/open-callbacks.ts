import { CallbackDesk, type CallbackRecords } from '#callbacks';
import type { Config, Settings } from '#config';
import type { Scope } from '#core';
import { callingFrom } from '../calls/index.ts';
import type { Tools } from './open-server.ts';
import { callingHoursOf } from './settings/calling-hours-of.ts';

const MINUTE_MS = 60_000;

/** Customers who are to be called back, by the rules of the configuration as they are now. */
export function openCallbacks(records: CallbackRecords, settings: Settings, { clock, log }: Tools, scope: Scope): CallbackDesk {
  const world = {
    rules: () => rulesOf(settings.now),
    openFrom: (_: string, at: number) => callingFrom(callingHoursOf(settings.now), at),
  };
  const desk = new CallbackDesk({ records, world, clock, log });
  scope.onEnd(() => desk.close());
  return desk;
}

function rulesOf({ callbacks }: Config) {
  const { attempts, busyMinutes, noAnswerMinutes, unreachableMinutes, perNumberPerDay, mostOpen, keepHours } = callbacks;
  const pauses = { busy: busyMinutes * MINUTE_MS, 'no-answer': noAnswerMinutes * MINUTE_MS, unreachable: unreachableMinutes * MINUTE_MS };
  return { attempts, pauses, perNumberPerDay, mostOpen, keepMs: keepHours * 60 * MINUTE_MS };
}
