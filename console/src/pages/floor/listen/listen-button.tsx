import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { FloorCall } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { useCallerName } from '../../../parts/caller-name.ts';
import { useStore } from '../../../parts/store.ts';
import { messages } from '../messages.ts';
import { listening, listenTo, stopListening } from './listening.ts';

/** Off ⇄ listening, for one call; the bar of the page always shows which call is heard. */
export function ListenButton({ call, over }: { readonly call: FloorCall; readonly over: boolean }): ReactNode {
  const text = useText(messages);
  const nameOf = useCallerName();
  const state = useStore(listening);
  const on = state.kind !== 'off' && state.callId === call.id && (state.kind === 'listening' || state.kind === 'connecting');
  return (
    <Button
      size="small"
      type={on ? 'primary' : 'default'}
      disabled={(over || call.stage !== 'talk') && !on}
      aria-pressed={on}
      aria-label={on ? `${text('listening')} ${nameOf(call.from)}` : text('listenNamed', { from: nameOf(call.from) })}
      onClick={() => (on ? stopListening() : listenTo(call))}
    >
      <span aria-hidden="true">{on ? '◉' : '○'}</span> {text(on ? 'listening' : 'listen')}
    </Button>
  );
}
