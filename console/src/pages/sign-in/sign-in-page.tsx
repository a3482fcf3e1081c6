import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import type { Welcome } from '#contract';
import { get } from '../../api/client.ts';
import { pagesOf } from '../../app/pages-of.ts';
import { Switches } from '../../app/switches.tsx';
import { messages as frame } from '../../i18n/messages.ts';
import { useText } from '../../i18n/use-text.ts';
import { SecureLink } from '../../parts/secure-page.tsx';
import { Failure, Loading } from '../../parts/states.tsx';
import { useSession } from '../../session/session.ts';
import { SignInForm } from '../../session/sign-in-form.tsx';
import { FirstStartForm } from './first-start-form.tsx';
import { messages } from './messages.ts';
import './sign-in.css';

/** The door: sign-in, or the first administrator; then on to the page that was asked for. */
export function SignInPage(): ReactNode {
  const session = useSession();
  const [search] = useSearchParams();
  if (session.kind === 'in') return <Navigate to={destination(search.get('to'), pagesOf(session.me.person)[0] ?? 'desk')} replace />;
  return (
    <div className="sign-in">
      <div className="sign-in-switches">
        <Switches />
      </div>
      <main className="sign-in-card panel">
        <Door />
      </main>
    </div>
  );
}

function Door(): ReactNode {
  const text = useText(messages);
  const product = useText(frame);
  const welcome = useQuery({ queryKey: ['welcome'], queryFn: ({ signal }) => get<Welcome>('/api/welcome', { signal, open: true }) });
  if (welcome.isPending) return <Loading />;
  if (welcome.isError) return <Failure error={welcome.error} again={() => void welcome.refetch()} />;
  return (
    <>
      <p className="sign-in-brand"><img src="/icon.svg" alt="" width="24" height="24" /> {product('product')} · <bdi>{welcome.data.company}</bdi></p>
      <h1>{welcome.data.firstStart ? text('firstTitle') : text('title')}</h1>
      {!globalThis.isSecureContext && <p className="sign-in-insecure">⚠ {text('insecure')} <SecureLink httpsPort={welcome.data.httpsPort} /></p>}
      {welcome.data.firstStart ? <FirstStartForm /> : <SignInForm />}
    </>
  );
}

/** Only pages of our own: `//elsewhere` would leave the site. */
function destination(to: string | null, preset: string): string {
  return to !== null && /^\/(?![/\\])/.test(to) && to !== '/sign-in' ? to : `/${preset}`;
}
