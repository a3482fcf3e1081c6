import { Switch } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import type { ReactNode } from 'react';
import type { ReviewCall } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { useMe } from '../../../session/session.ts';
import { messages } from '../messages.ts';

/** The recording with its secrets, for those with the right and where it is kept: hearing it is written down. */
export function OriginalSwitch({ call, original, hear }: { readonly call: ReviewCall; readonly original: boolean; readonly hear: (on: boolean) => void }): ReactNode {
  const text = useText(messages);
  const id = useId();
  const { person } = useMe();
  const { silenced = [] } = call;
  const url = `/api/calls/${encodeURIComponent(call.call.id)}/recording/original`;
  // Only who may hear it asks whether it is there.
  const kept = useQuery({ queryKey: ['original', call.call.id], enabled: person.role === 'administrator' && silenced.length > 0, staleTime: Infinity, retry: false, queryFn: async ({ signal }) => (await fetch(url, { method: 'HEAD', credentials: 'same-origin', signal })).ok });
  if (silenced.length === 0) return null;
  if (kept.data !== true) return <span className="quiet">{text('silencedNote', { count: silenced.length })}</span>;
  return (
    <span className="review-original">
      <Switch id={id} size="small" checked={original} onChange={hear} />
      <label htmlFor={id} className={original ? 'warning' : 'quiet'}>{text(original ? 'originalHeard' : 'original')}</label>
    </span>
  );
}
