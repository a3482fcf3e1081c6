import { Checkbox } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { DeskAssist, ScriptStep } from '#contract';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import type { Order } from '../data/use-desk.ts';
import { messages } from '../messages.ts';

/** The script that rules gave for this call: a list to tick; what was heard ticks itself. */
export function AssistPanel({ assist, order }: { readonly assist: DeskAssist | undefined; readonly order: Order }): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const [sending, setSending] = useState<string>();
  const steps = assist?.steps ?? [];
  const open = steps.filter(({ done }) => done === undefined);
  const tick = async (step: ScriptStep): Promise<void> => {
    setSending(step.id);
    await order('step', { id: step.id, done: step.done === undefined });
    setSending(undefined);
  };
  const newest = open.at(-1);
  return (
    <>
      {steps.length > 0 && (
        <section className="assist" aria-labelledby="assist-title">
          <header><h3 id="assist-title">{text('script')}</h3><span className="figures quiet">{text('scriptDone', { done: steps.length - open.length, all: steps.length })}</span></header>
          <ul>
            {[...open, ...steps.filter(({ done }) => done !== undefined)].map((step) => (
              <li key={step.id} data-done={step.done !== undefined}>
                <Checkbox checked={step.done !== undefined} disabled={sending === step.id} onChange={() => void tick(step)}><bdi>{own(step.text)}</bdi></Checkbox>
                {step.done?.by === 'words' && <span className="quiet"> {text('stepHeard')}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="hidden-text" role="status" aria-live="polite">{newest !== undefined && text('newStep', { step: own(newest.text) })}</div>
    </>
  );
}
