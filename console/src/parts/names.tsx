import type { ReactNode } from 'react';
import { useCallerName, visitorNumber } from './caller-name.ts';

/** A name or words from outside: isolated, so that right-to-left letters and marks do not reach the text around it. */
export function Name({ of, className }: { readonly of: string; readonly className?: string }): ReactNode {
  return (
    <bdi className={className} title={of}>
      {of}
    </bdi>
  );
}

/** A phone number as the server gave it (masked there); digits keep their width and order. A visitor of the call-us page has a name instead. */
export function Phone({ number }: { readonly number: string }): ReactNode {
  const nameOf = useCallerName();
  if (visitorNumber(number) !== undefined) return <Name of={nameOf(number)} />;
  return (
    <bdi className="figures" dir="ltr">
      {number}
    </bdi>
  );
}

/** What a rule calls a call: `churn-risk`. */
export function Tag({ of }: { readonly of: string }): ReactNode {
  return <bdi className="call-tag" title={of}>{of}</bdi>;
}
