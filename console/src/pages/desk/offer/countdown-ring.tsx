import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { useNow } from '../../../time/use-now.ts';
import { messages } from '../messages.ts';

const RADIUS = 26;
const ROUND = 2 * Math.PI * RADIUS;

/** Time left to answer: a ring that empties, with the seconds in it. */
export function CountdownRing({ until }: { readonly until: number }): ReactNode {
  const text = useText(messages);
  const now = useNow();
  const [whole] = useState(() => Math.max(1, until - now));
  const left = Math.max(0, until - now);
  const seconds = Math.ceil(left / 1000);
  return (
    <svg className="countdown" viewBox="0 0 60 60" role="img" aria-label={text('secondsLeft', { seconds })}>
      <circle cx="30" cy="30" r={RADIUS} className="track" />
      <circle cx="30" cy="30" r={RADIUS} className="left" strokeDasharray={ROUND} strokeDashoffset={ROUND * (1 - Math.min(1, left / whole))} />
      <text x="30" y="36" textAnchor="middle" className="figures">{seconds}</text>
    </svg>
  );
}
