import type { ReactNode } from 'react';
import { messages } from '../i18n/messages.ts';
import { useText } from '../i18n/use-text.ts';
import { type LiveState, liveState, retryLive } from '../live/live-client.ts';
import { useStore } from '../parts/store.ts';
import { steadyNow } from '../time/server-clock.ts';
import { useNow } from '../time/use-now.ts';

/** A thin bar while the connection is lost; the page stays usable. After some tries it says what it may be, and the way out. */
export function LiveBar(): ReactNode {
  const state = useStore(liveState);
  return (
    <div role="status" aria-live="polite">
      {state.kind === 'lost' && <Countdown retryAt={state.retryAt} />}
      {state.kind === 'lost' && state.why !== undefined && <Why why={state.why} />}
    </div>
  );
}

function Countdown({ retryAt }: { readonly retryAt: number }): ReactNode {
  const text = useText(messages);
  useNow();
  const seconds = Math.max(0, Math.ceil((retryAt - steadyNow()) / 1000));
  return (
    <div className="live-bar">
      <span aria-hidden={seconds > 0 ? undefined : 'false'}>{seconds > 0 ? text('lostBar', { seconds }) : text('lostNow')}</span>
      {seconds > 0 && <button type="button" onClick={retryLive}>{text('retryNow')}</button>}
    </div>
  );
}

function Why({ why }: { readonly why: NonNullable<Extract<LiveState, { kind: 'lost' }>['why']> }): ReactNode {
  const text = useText(messages);
  return (
    <div className="live-bar">
      <span>{text(why === 'unreachable' ? 'lostUnreachable' : 'lostSockets', { host: location.host })}</span>
      {why === 'unreachable' && <button type="button" onClick={() => location.reload()}>{text('reload')}</button>}
    </div>
  );
}
