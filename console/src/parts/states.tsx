import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { messageOf } from '../api/fault.ts';
import { messages } from '../i18n/messages.ts';
import { useText } from '../i18n/use-text.ts';

/** The shape of what comes, while it comes. */
export function Loading({ rows = 4 }: { readonly rows?: number }): ReactNode {
  const text = useText(messages);
  return (
    <div role="status" aria-label={text('loading')} style={{ padding: 16 }}>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}

/** Nothing here: `title` says so, the children say what to do next. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }): ReactNode {
  return (
    <div className="state-box">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** What happened, and the next step. */
export function Failure({ error, again }: { readonly error: unknown; readonly again?: () => void }): ReactNode {
  const text = useText(messages);
  return (
    <div className="state-box" role="alert">
      <h2>{text('failedTitle')}</h2>
      <div>{messageOf(error)}</div>
      {again !== undefined && <Button onClick={again}>{text('tryAgain')}</Button>}
    </div>
  );
}
