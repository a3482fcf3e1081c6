import { Button, Modal } from 'antd';
import type { ReactNode } from 'react';
import { queries } from '../api/queries.ts';
import { messages } from '../i18n/messages.ts';
import { useText } from '../i18n/use-text.ts';
import { retryLive } from '../live/live-client.ts';
import { useSession } from './session.ts';
import { SignInForm } from './sign-in-form.tsx';
import { signOut } from './sign-out.ts';

/** The session expired under an open page: asks again over it; nothing on the page is lost, a call goes on. */
export function SignInDialog(): ReactNode {
  const text = useText(messages);
  const session = useSession();
  if (session.kind !== 'expired') return null;
  const done = (): void => {
    retryLive();
    void queries.invalidateQueries();
  };
  return (
    <Modal open title={text('signInAgain')} footer={null} closable={false} mask={{ closable: false }} keyboard={false}>
      <p>{text('signInAgainText')}</p>
      <SignInForm login={session.me.person.login} onDone={done} />
      <Button type="link" block onClick={() => void signOut()}>{text('signOut')}</Button>
    </Modal>
  );
}
