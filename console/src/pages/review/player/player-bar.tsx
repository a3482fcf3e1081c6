import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { Key } from '../../../keys/key-map.tsx';
import { useStore } from '../../../parts/store.ts';
import { formatDuration } from '../../../time/format.ts';
import { messages } from '../messages.ts';
import { type Player, SPEEDS } from './player.ts';

export function PlayerBar({ player, seconds, children }: { readonly player: Player; readonly seconds: number; readonly children?: ReactNode }): ReactNode {
  const text = useText(messages);
  const playing = useStore(player.playing);
  const speed = useStore(player.speed);
  return (
    <div className="review-player-bar">
      <Button type="primary" onClick={() => player.toggle()}>
        {playing ? text('pause') : text('play')} <Key of=" " />
      </Button>
      <Position player={player} seconds={seconds} />
      <Select
        size="small"
        aria-label={text('speed')}
        value={speed}
        style={{ width: 84 }}
        onChange={(value: number) => player.setSpeed(value)}
        options={SPEEDS.map((value) => ({ value, label: `${value} ×` }))}
      />
      <span className="grow" />
      {children}
    </div>
  );
}

function Position({ player, seconds }: { readonly player: Player; readonly seconds: number }): ReactNode {
  const position = useStore(player.position);
  return <span className="figures">{formatDuration(position)} / {formatDuration(seconds)}</span>;
}
