import type { ReactNode } from 'react';
import type { ReviewCall } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { formatDuration } from '../../../time/format.ts';
import { messages } from '../messages.ts';
import { useSecretName } from '../use-secret-name.ts';

/** Where secrets are silent, on the lane of who said them. */
export function Silenced({ spans = [], seconds }: { readonly spans: ReviewCall['silenced'] | undefined; readonly seconds: number }): ReactNode {
  const text = useText(messages);
  const nameOf = useSecretName();
  const at = (position: number): string => `${(Math.min(position, seconds) / Math.max(seconds, 0.001)) * 100}%`;
  return spans.map(({ from, to, speaker, kind }) => {
    const label = text('silencedAt', { what: nameOf(kind), from: formatDuration(from), to: formatDuration(to) });
    return <span key={`${speaker ?? ''} ${kind} ${from}`} className={`review-silenced ${speaker ?? 'both'}`} role="img" aria-label={label} title={label} style={{ left: at(from), width: `max(4px, ${at(to - from)})` }} />;
  });
}
