import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Desk, Welcome } from '#contract';
import { get } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { SecureLink } from '../../../parts/secure-page.tsx';
import { useStore } from '../../../parts/store.ts';
import { phone, retryMicrophone, takePhoneOver } from '../../../softphone/phone.ts';
import { playNow } from '../../../softphone/speaker.ts';
import { phoneMessages } from '../phone-messages.ts';

/** What is wrong with the phone, and the way out; nothing when all is well. */
export function PhoneNotice({ desk }: { readonly desk: Desk }): ReactNode {
  const text = useText(phoneMessages);
  const { line, problem, call } = useStore(phone);
  const asks = useMicrophoneNotAsked();
  return (
    <div role="status" aria-live="polite">
      {line === 'elsewhere' && <Notice words={text('takeOverText')} does={text('takeOver')} run={takePhoneOver} />}
      {line === 'desk-phone' && (desk.phone === 'none' || desk.phone === 'browser') && <Notice words={text(desk.call === undefined ? 'deskPhoneAwayText' : 'deskPhoneAwayInCall', { extension: desk.extension })} />}
      {line === 'desk-phone' && (desk.phone === 'both' || desk.phone === 'browser') && <Notice words={text('otherPageRings')} />}
      {!globalThis.isSecureContext && line !== 'desk-phone' && <Insecure />}
      {problem !== undefined && problem !== 'insecure' && line !== 'desk-phone' && <Notice words={text(problem)} does={text('retry')} run={() => void retryMicrophone()} />}
      {problem === undefined && asks && (line === 'ready' || line === 'connecting') && <Notice words={text('ask')} does={text('allow')} run={() => void retryMicrophone()} />}
      {call?.audio === 'interrupted' && <Notice words={text('audioInterrupted')} />}
      {call?.audio === 'blocked' && <Notice words={text('audioBlocked')} does={text('hear')} run={playNow} />}
    </div>
  );
}

function Notice({ words, does, run }: { readonly words: ReactNode; readonly does?: string; readonly run?: () => void }): ReactNode {
  return (
    <div className="notice">
      <span aria-hidden="true">⚠</span>
      <span>{words}</span>
      {does !== undefined && <Button size="small" onClick={run}>{does}</Button>}
    </div>
  );
}

/** Told before the first call, not by it. */
function Insecure(): ReactNode {
  const text = useText(phoneMessages);
  const { data } = useQuery({ queryKey: ['welcome'], queryFn: ({ signal }) => get<Welcome>('/api/welcome', { signal, open: true }) });
  return <Notice words={<>{text('insecure')} <SecureLink httpsPort={data?.httpsPort} /></>} />;
}

/** The browser would ask at the first call, when there is no time for it. */
function useMicrophoneNotAsked(): boolean {
  const [asks, setAsks] = useState(false);
  useEffect(() => {
    let status: PermissionStatus | undefined;
    const look = (): void => setAsks(status?.state === 'prompt');
    // Not every browser knows this name; then the first call asks.
    navigator.permissions?.query({ name: 'microphone' as PermissionName }).then((found) => {
      status = found;
      status.addEventListener('change', look);
      look();
    }, () => undefined);
    return () => status?.removeEventListener('change', look);
  }, []);
  return asks;
}
