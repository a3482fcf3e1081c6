import { Button, Popconfirm } from 'antd';
import { type ReactNode, useState } from 'react';
import type { CallbackRow } from '#contract';
import { useText } from '../../i18n/use-text.ts';
import { serverNow } from '../../time/server-clock.ts';
import { messages } from './messages.ts';
import { MoveDialog } from './move-dialog.tsx';
import { ordersOf } from './stages.ts';
import { useOrder } from './use-callbacks.ts';

/** What may be done about a callback now. */
export function CallbackActions({ callback, now }: { readonly callback: CallbackRow; readonly now: number }): ReactNode {
  const text = useText(messages);
  const [order, sending] = useOrder();
  const [moving, setMoving] = useState(false);
  const { startNow, move, cancel } = ordersOf(callback, now);
  const { id, number, state } = callback;
  const path = `/${encodeURIComponent(id)}`;
  return (
    <>
      {startNow && (
        <Button size="small" loading={sending} aria-label={text('startNowOf', { number })} onClick={() => void order(`${path}/move`, { notBefore: Math.round(serverNow()) }, text('started'))}>
          {text('startNow')}
        </Button>
      )}
      {move && <Button size="small" aria-label={text('moveOf', { number })} onClick={() => setMoving(true)}>{text('move')}</Button>}
      {cancel && (
        <Popconfirm
          title={text('cancelAsk')}
          description={state === 'attempting' ? text('cancelAskRunning') : undefined}
          okText={text('cancel')}
          cancelText={text('keep')}
          onConfirm={() => void order(`${path}/cancel`, {}, text('cancelledNow'))}
        >
          <Button size="small" danger loading={sending} aria-label={text('cancelOf', { number })}>{text('cancel')}</Button>
        </Popconfirm>
      )}
      {moving && <MoveDialog callback={callback} close={() => setMoving(false)} />}
    </>
  );
}
