import { useCallback } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { messages } from './messages.ts';

/** What the server calls them: reasons of not ready, failures of offers, states of agents. */
const KEYS = {
  'signed-in': 'signedIn',
  'no-answer': 'noAnswer',
  rejected: 'rejected',
  unreachable: 'unreachable',
  reconnecting: 'reconnecting',
  'own-call': 'ownCall',
  'by-phone': 'byPhone',
  'disposition-missing': 'dispositionMissing',
  'not-ready': 'notReady',
  'set by supervisor': 'bySupervisor',
  'server-away': 'serverAway',
  'at another server': 'anotherServer',
} as const;
const STATES = { offline: 'offline', busy: 'inCall', 'wrap-up': 'wrapUp', offered: 'offered', 'not-ready': 'notReady' } as const;

const has = <T extends object>(table: T, id: string): id is Extract<keyof T, string> => Object.hasOwn(table, id);

/** A reason of the server in the language of the page; one that it does not know is shown as it is. */
export function useReason(): (id: string) => string {
  const text = useText(messages);
  return useCallback((id) => (id === 'busy' ? text('phoneBusy') : has(KEYS, id) ? text(KEYS[id]) : id), [text]);
}

/** Why a transfer did not succeed: `agent bo is offline`, or how the offer ended. */
export function useTransferReason(): (why: string) => string {
  const text = useText(messages);
  const reason = useReason();
  return useCallback(
    (why) => {
      const state = /^agent \S+ is (.+)$/.exec(why)?.[1];
      if (state === undefined) return reason(why);
      return has(STATES, state) ? text(STATES[state]) : reason(state);
    },
    [text, reason],
  );
}
