import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { FloorAlert } from '#contract';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { messages } from '../messages.ts';

/** Reads out alerts that came while the page is open; those that were there before are not news. */
export function NewAlerts({ alerts }: { readonly alerts: readonly FloorAlert[] }): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const known = useRef<ReadonlySet<string> | undefined>(undefined);
  const [latest, setLatest] = useState<FloorAlert>();
  useEffect(() => {
    const before = known.current;
    known.current = new Set([...(before ?? []), ...alerts.map(({ id }) => id)]);
    const fresh = before && alerts.find(({ id, severity }) => !before.has(id) && severity !== 'info');
    if (fresh) setLatest(fresh);
  }, [alerts]);
  return (
    <div className="hidden-text" role="status">
      {latest && text('newAlert', { title: own(latest.title) })}
    </div>
  );
}
