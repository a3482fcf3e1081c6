import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { steadyNow } from '../../time/server-clock.ts';
import { callCompany, type GuestPhone } from './guest-phone.ts';
import { IDLE, type Visit, visitAfter, type VisitNews } from './visit.ts';

export interface VisitControl {
  readonly visit: Visit;
  call(): void;
  hangUp(): void;
  mute(on: boolean): void;
  key(key: string): void;
  mayTry(): void;
}

type Dated = { readonly news: VisitNews; readonly now: number };

/** Joins the visit's states to the phone. Times are on the steady clock, ms. */
export function useVisit(): VisitControl {
  const [visit, hear] = useReducer((state: Visit, { news, now }: Dated) => visitAfter(state, news, now), IDLE);
  const [speaker] = useState(() => new Audio());
  const phone = useRef<GuestPhone | undefined>(undefined);
  const tell = useCallback((news: VisitNews) => hear({ news, now: steadyNow() }), []);
  const hangUp = useCallback(() => phone.current?.hangUp(), []);
  useEffect(() => {
    // A page that goes away takes its call with it, so that nobody waits for a visitor who left.
    addEventListener('pagehide', hangUp);
    return () => {
      removeEventListener('pagehide', hangUp);
      hangUp();
    };
  }, [hangUp]);
  const call = useCallback(() => {
    tell({ type: 'call' });
    phone.current?.hangUp();
    phone.current = callCompany(speaker, earOf(tell), steadyNow);
  }, [speaker, tell]);
  const mute = useCallback(
    (on: boolean) => {
      phone.current?.mute(on);
      tell({ type: 'muted', on });
    },
    [tell],
  );
  const key = useCallback(
    (pressed: string) => {
      phone.current?.key(pressed);
      tell({ type: 'key', key: pressed });
    },
    [tell],
  );
  return { visit, call, hangUp, mute, key, mayTry: useCallback(() => tell({ type: 'may-try' }), [tell]) };
}

function earOf(tell: (news: VisitNews) => void): Parameters<typeof callCompany>[1] {
  return {
    microphone: () => tell({ type: 'microphone' }),
    answered: () => tell({ type: 'answered' }),
    weak: (on) => tell({ type: 'weak', on }),
    ended: (lost) => tell({ type: 'ended', lost }),
    problem: (problem) => tell({ type: 'problem', problem }),
  };
}
