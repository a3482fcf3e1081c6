import type { ReactNode } from 'react';
import type { FloorAgent } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { Name } from '../../../parts/names.tsx';
import { messages } from '../messages.ts';
import { STATE_WORDS } from '../words.ts';
import { useReasonName } from './use-choices.ts';

/** State in words, with the reason of not ready. */
export function AgentState({ agent }: { readonly agent: FloorAgent }): ReactNode {
  const text = useText(messages);
  const reasonName = useReasonName();
  return (
    <span>
      {text(STATE_WORDS[agent.state])}
      {agent.state === 'not-ready' && agent.reason !== undefined && (
        <span className="quiet">
          {' · '}
          <Name of={reasonName(agent.reason)} />
        </span>
      )}
    </span>
  );
}
