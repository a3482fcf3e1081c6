import { Button } from 'antd';
import { Component } from 'react';
import type { ReactNode } from 'react';
import { messages } from '../i18n/messages.ts';
import { useText } from '../i18n/use-text.ts';

/** A page that fails takes neither the frame nor the call with it. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}

function Broken(): ReactNode {
  const text = useText(messages);
  return (
    <div className="state-box" role="alert">
      <h1>{text('brokenTitle')}</h1>
      <div>{text('brokenText')}</div>
      <Button type="primary" onClick={() => location.reload()}>
        {text('reload')}
      </Button>
    </div>
  );
}
