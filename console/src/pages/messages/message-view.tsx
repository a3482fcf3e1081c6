import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Voicemail } from '#contract';
import { get } from '../../api/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { useKeys } from '../../keys/keys.ts';
import { Name, Phone } from '../../parts/names.tsx';
import { Failure, Loading } from '../../parts/states.tsx';
import { useStore } from '../../parts/store.ts';
import { useMe } from '../../session/session.ts';
import { useSettings } from '../../settings/settings.ts';
import { Seconds } from '../../time/clocks.tsx';
import { formatMoment } from '../../time/format.ts';
import { PlayerBar } from '../review/player/player-bar.tsx';
import { Player } from '../review/player/player.ts';
import { Waveform } from '../review/player/waveform.tsx';
import { messages } from './messages.ts';
import { useMark } from './use-mark.ts';

const BACK_SECONDS = 5;
/** Somebody else may take care of it meanwhile. */
const ASK_AGAIN_MS = 5_000;
/** What the server would dial; visitors of the call page have no number. */
const CALLABLE = /^\+?\d{3,15}$/;

/** One message: hear it, read it, say that it is taken care of. */
export function MessageView({ id, queueName }: { readonly id: string; readonly queueName: (id: string) => string }): ReactNode {
  const one = useQuery({ queryKey: ['voicemail', id], queryFn: ({ signal }) => get<Voicemail>(`/api/voicemails/${encodeURIComponent(id)}`, { signal }), refetchInterval: ASK_AGAIN_MS });
  if (one.data) return <Open voicemail={one.data} queueName={queueName} />;
  return one.isError ? <Failure error={one.error} again={() => void one.refetch()} /> : <Loading rows={6} />;
}

function Open({ voicemail, queueName }: { readonly voicemail: Voicemail; readonly queueName: (id: string) => string }): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const { from, queue, at, seconds, text: words, heard } = voicemail;
  const url = `/api/voicemails/${encodeURIComponent(voicemail.id)}/audio`;
  const [player] = useState(() => new Player(url));
  const broken = useStore(player.broken);
  useEffect(() => {
    player.open();
    return () => player.close();
  }, [player]);
  usePlayerKeys(player);
  return (
    <article className="message-view" aria-label={text('from', { number: from, queue: queueName(queue) })}>
      <header>
        <h2><Phone number={from} /></h2>
        <span><Name of={queueName(queue)} /></span>
        <span className="quiet figures">{formatMoment(at, language)}</span>
        <span className="quiet"><Seconds seconds={seconds} /></span>
        <span className="quiet">{text(voicemail.language === 'zh' ? 'chinese' : 'english')}</span>
      </header>
      <div className="panel">
        {broken ? (
          <p className="quiet message-broken" role="status">{text('broken')}</p>
        ) : (
          <>
            <Waveform player={player} url={url} seconds={seconds} lanes={['caller']} />
            <PlayerBar player={player} seconds={seconds} />
          </>
        )}
      </div>
      <h3>{text('transcript')}</h3>
      {words === undefined ? <p className="quiet">{text('transcriptNone')}</p> : <p className="message-words" dir="auto" lang={voicemail.language === 'zh' ? 'zh-CN' : 'en'}>{words}</p>}
      {words !== undefined && <p className="quiet small">{text('transcriptHint')}</p>}
      <Actions voicemail={voicemail} />
      {heard?.name !== undefined && <p className="quiet small">{text('heardBy', { name: heard.name })} · {formatMoment(heard.at, language)}</p>}
    </article>
  );
}

function Actions({ voicemail }: { readonly voicemail: Voicemail }): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const { person } = useMe();
  const navigate = useNavigate();
  const { done, from, queue, call } = voicemail;
  const [mark, sending] = useMark(voicemail);
  useKeys(text('title'), [{ key: 'd', does: text('keyDone'), run: mark }]);
  const name = done?.name;
  return (
    <div className="message-actions">
      <Button type={done ? 'default' : 'primary'} loading={sending} onClick={mark}>{text(done ? 'reopen' : 'markDone')}</Button>
      {CALLABLE.test(from) && <Button onClick={() => void navigate('/callbacks', { state: { number: from, queue, language: voicemail.language } })}>{text('callBack')}</Button>}
      {person.role !== 'agent' && <Link to={`/review/${encodeURIComponent(call)}`}>{text('openCall')}</Link>}
      {done && <span className="quiet" role="status">{name === undefined ? text('doneBySomebody') : text('doneBy', { name })} · <span className="figures">{formatMoment(done.at, language)}</span></span>}
    </div>
  );
}

function usePlayerKeys(player: Player): void {
  const text = useText(messages);
  useKeys(text('title'), [
    { key: ' ', does: text('keyPlay'), run: () => player.toggle() },
    { key: 'j', does: text('keyBack'), run: () => player.seek(player.position.get() - BACK_SECONDS) },
    { key: 'k', does: text('keyStop'), run: () => player.pause() },
    { key: 'l', does: text('keyFaster'), run: () => player.faster() },
  ]);
}
