import type { ReactNode } from 'react';
import { useSettings } from '../settings/settings.ts';
import { formatAgo, formatDuration, formatMoment } from './format.ts';
import { useNow } from './use-now.ts';

/** Time since `since` (epoch ms), counting, `mm:ss`. */
export function Since({ since }: { readonly since: number }): ReactNode {
  const now = useNow();
  return <span className="figures">{formatDuration((now - since) / 1000)}</span>;
}

/** Time left until `until` (epoch ms), counting down, `mm:ss`. */
export function Until({ until }: { readonly until: number }): ReactNode {
  const now = useNow();
  return <span className="figures">{formatDuration(Math.ceil((until - now) / 1000))}</span>;
}

export function Seconds({ seconds }: { readonly seconds: number }): ReactNode {
  return <span className="figures">{formatDuration(seconds)}</span>;
}

/** Relative time with the absolute one on hover. */
export function Ago({ at }: { readonly at: number }): ReactNode {
  const now = useNow();
  const { language } = useSettings();
  return (
    <time className="figures" dateTime={new Date(at).toISOString()} title={formatMoment(at, language)}>
      {formatAgo(at, now, language)}
    </time>
  );
}
