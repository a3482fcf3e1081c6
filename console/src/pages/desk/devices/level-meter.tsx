import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { meterOf } from '../../../softphone/level.ts';
import { phoneMessages } from '../phone-messages.ts';

/** Ten times a second is smooth enough for a bar, and cheap. */
const READ_EVERY_MS = 100;

/** How loud a stream is, as a bar and as a number. */
export function LevelMeter({ stream, label }: { readonly stream: MediaStream | undefined; readonly label: string }): ReactNode {
  const text = useText(phoneMessages);
  const [level, setLevel] = useState(0);
  useEffect(() => {
    if (stream === undefined || stream.getAudioTracks().length === 0) return undefined;
    const meter = meterOf(stream);
    const timer = setInterval(() => setLevel(meter.read()), READ_EVERY_MS);
    return () => {
      clearInterval(timer);
      meter.stop();
      setLevel(0);
    };
  }, [stream]);
  const percent = Math.round(level * 100);
  return (
    <div className="level" role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent} aria-valuetext={text('levelNow', { percent })}>
      <span style={{ transform: `scaleX(${level})` }} />
    </div>
  );
}
