import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { DeskCall } from '#contract';
import { useText } from '../../i18n/use-text.ts';
import { serverStarted } from '../../live/live-client.ts';
import { useCallerName } from '../../parts/caller-name.ts';
import { Name } from '../../parts/names.tsx';
import { useStore } from '../../parts/store.ts';
import { endLostCall } from '../../softphone/phone.ts';
import { messages } from './messages.ts';
import { keptNote } from './wrap-up/use-note.ts';

interface Seen {
  readonly call: DeskCall;
  /** The server that held it: `startedAt` of its hello. */
  readonly server: number | undefined;
}

/** A call ends with the server that held it: says so, with what was not yet saved, until it is read. */
export function LostCall({ call }: { readonly call: DeskCall | undefined }): ReactNode {
  const text = useText(messages);
  const nameOf = useCallerName();
  const server = useStore(serverStarted);
  const [seen, see] = useState<Seen>();
  const [read, markRead] = useState<string>();
  if (call !== undefined && call.callId !== seen?.call.callId) see({ call, server });
  // The call may have been on the page before the first word of its server.
  if (seen !== undefined && seen.server === undefined && server !== undefined) see({ ...seen, server });
  const lost = seen?.server !== undefined && server !== seen.server ? seen.call : undefined;
  const id = lost?.callId;
  useEffect(() => {
    if (id !== undefined) endLostCall(id);
  }, [id]);
  if (lost === undefined || read === id) return null;
  const note = keptNote(lost.callId)?.notes ?? '';
  return (
    <div className="notice" role="alert">
      <span aria-hidden="true">⚠</span>
      <span>
        {text('lostCall')} <Name of={nameOf(lost.caller.number, lost.caller.display)} /> · <Name of={lost.queueName} />
        {note !== '' && <><br />{text('lostNote')} <bdi>{note}</bdi></>}
      </span>
      <Button size="small" onClick={() => markRead(id)}>{text('lostRead')}</Button>
    </div>
  );
}
