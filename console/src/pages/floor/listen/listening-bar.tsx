import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { useKeys } from '../../../keys/keys.ts';
import { useCallerName } from '../../../parts/caller-name.ts';
import { Phone } from '../../../parts/names.tsx';
import { useStore } from '../../../parts/store.ts';
import { messages } from '../messages.ts';
import { useOpening } from '../opening.ts';
import { type Listening, listening, listeningLevel, stopListening } from './listening.ts';

/** Shown while a call is heard, whatever else is open. Leaving the page stops listening. */
export function ListeningBar(): ReactNode {
  const text = useText(messages);
  const state = useStore(listening);
  useEffect(() => stopListening, []);
  useKeys(text('listen'), [{ key: 's', does: text('keyStop'), run: state.kind === 'off' ? undefined : stopListening }]);
  return (
    <div role="status" aria-label={text('listenIs')}>
      {state.kind !== 'off' && <Bar state={state} />}
    </div>
  );
}

function Bar({ state }: { readonly state: Exclude<Listening, { kind: 'off' }> }): ReactNode {
  const text = useText(messages);
  const nameOf = useCallerName();
  const open = useOpening();
  const on = state.kind === 'listening' || state.kind === 'connecting';
  return (
    <div className={`floor-listening ${on ? 'on' : ''}`}>
      <span>
        <span aria-hidden="true">{on ? '◉' : '○'}</span> {text(wordOf(state.kind))}
      </span>
      <button type="button" className="floor-link" aria-label={text('openCall', { from: nameOf(state.from) })} onClick={() => open({ kind: 'call', call: state.callId })}>
        <Phone number={state.from} />
      </button>
      {on && <Level />}
      {/* Before the note: what is open beside the floor covers the right end of the bar. */}
      <Button size="small" onClick={stopListening}>
        {text(on ? 'stop' : 'listenOff')} <kbd aria-hidden="true">S</kbd>
      </Button>
      {on && <span className="note">{text('listenNoted')}</span>}
    </div>
  );
}

function wordOf(kind: Exclude<Listening['kind'], 'off'>): 'connecting' | 'listening' | 'listenOver' | 'listenNotYet' | 'listenRefused' {
  switch (kind) {
    case 'connecting':
      return 'connecting';
    case 'listening':
      return 'listening';
    case 'over':
      return 'listenOver';
    case 'not-yet':
      return 'listenNotYet';
    case 'refused':
      return 'listenRefused';
  }
}

function Level(): ReactNode {
  const text = useText(messages);
  const level = useStore(listeningLevel);
  return <meter className="floor-level" min={0} max={1} value={level} aria-label={text('loudness')} />;
}
