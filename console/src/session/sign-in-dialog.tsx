import { Button } from 'antd';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { joinSession } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { messages } from '../i18n/messages.ts';
import { useText } from '../i18n/use-text.ts';
import { retryLive } from '../live/live-client.ts';
import { useSession } from './session.ts';
import { SignInForm } from './sign-in-form.tsx';
import { signOut } from './sign-out.ts';

/** The session ended under an open page: asks again beside the work; nothing is lost, a call goes on and can be muted. */
export function SignInDialog(): ReactNode {
  const text = useText(messages);
  const session = useSession();
  const expired = session.kind === 'expired';
  useEffect(() => {
    if (!expired) return undefined;
    // Signed in again in another tab: this one need not ask.
    const looked = (): void => void (document.hidden ? undefined : joinSession().then((joined) => joined && done()));
    document.addEventListener('visibilitychange', looked);
    addEventListener('focus', looked);
    return () => {
      document.removeEventListener('visibilitychange', looked);
      removeEventListener('focus', looked);
    };
  }, [expired]);
  if (session.kind !== 'expired') return null;
  return (
    <section className="panel sign-in-again" role="dialog" aria-labelledby="sign-in-again">
      <h2 id="sign-in-again">{text('signInAgain')}</h2>
      <p>{text('signInAgainText')}</p>
      <SignInForm login={session.me.person.login} onDone={done} />
      <Button type="link" block onClick={() => void signOut()}>{text('signOut')}</Button>
    </section>
  );
}

function done(): void {
  retryLive();
  void queries.invalidateQueries();
}
