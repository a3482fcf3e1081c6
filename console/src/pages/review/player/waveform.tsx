import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import WaveSurfer from 'wavesurfer.js';
import { useText } from '../../../i18n/use-text.ts';
import { useStore } from '../../../parts/store.ts';
import { useSettings } from '../../../settings/settings.ts';
import { formatDuration } from '../../../time/format.ts';
import { messages } from '../messages.ts';
import { fetchPeaks, type Peaks } from './peaks.ts';
import type { Player } from './player.ts';

const LANE = 52;

interface Props {
  readonly player: Player;
  readonly url: string;
  readonly seconds: number;
  /** The speakers, from top to bottom. */
  readonly lanes?: readonly ('caller' | 'agent')[];
  readonly children?: ReactNode;
}

const BOTH = ['caller', 'agent'] as const;

/** A lane for each speaker; `children` are laid over them by percent of the whole. */
export function Waveform({ player, url, seconds, lanes = BOTH, children }: Props): ReactNode {
  const text = useText(messages);
  const box = useRef<HTMLDivElement>(null);
  const { theme } = useSettings();
  const [peaks, setPeaks] = useState<Peaks>();
  useEffect(() => {
    const stop = new AbortController();
    void fetchPeaks(url, stop.signal).then(setPeaks, () => {
      if (!stop.signal.aborted) player.broken.set(true);
    });
    return () => stop.abort();
  }, [url, player]);
  useEffect(() => {
    if (box.current === null || peaks === undefined) return;
    const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const lane = { waveColor: colour('--hw-control'), progressColor: colour('--hw-link'), height: LANE };
    const surfer = WaveSurfer.create({
      container: box.current,
      media: player.audio,
      peaks: peaks.channels.map((channel) => [...channel]),
      duration: peaks.seconds,
      splitChannels: peaks.channels.map(() => lane),
      cursorColor: colour('--hw-text'),
      cursorWidth: 2,
      normalize: true,
      hideScrollbar: true,
    });
    return () => surfer.destroy();
  }, [peaks, player, theme]);
  return (
    <div className="review-wave">
      {lanes.map((speaker, index) => (
        <div key={speaker} className="review-lane-name" aria-hidden="true" style={{ top: index * LANE }}>{text(speaker)}</div>
      ))}
      <div className="review-wave-box" ref={box} aria-hidden="true" style={{ height: lanes.length * LANE }} />
      <div className="review-markers">{children}</div>
      <Seek player={player} seconds={seconds} />
    </div>
  );
}

/** The position for keyboards and screen readers; the waveform is for the eye. */
function Seek({ player, seconds }: { readonly player: Player; readonly seconds: number }): ReactNode {
  const text = useText(messages);
  const position = useStore(player.position);
  return (
    <input
      className="review-seek"
      type="range"
      min={0}
      max={seconds}
      step="any"
      value={Math.min(position, seconds)}
      aria-label={text('position')}
      aria-valuetext={formatDuration(position)}
      onChange={(event) => player.seek(Number(event.target.value))}
    />
  );
}
