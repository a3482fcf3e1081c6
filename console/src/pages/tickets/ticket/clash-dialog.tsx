import { Modal, Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import type { TicketRow } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { words } from '../parts/messages.ts';
import type { Clash } from './draft.ts';
import { messages } from './messages.ts';
import { useValueWords } from './value-words.ts';

interface Props {
  readonly ticket: TicketRow;
  readonly clashes: readonly Clash[];
  readonly close: () => void;
  /** Keys where the other's value stays. */
  readonly save: (theirs: readonly string[]) => Promise<void>;
}

/** Two people changed the same: whose value stays, part by part. */
export function ClashDialog({ ticket, clashes, close, save }: Props): ReactNode {
  const text = useText(messages);
  const word = useText(words);
  const { nameOfKey, wordsOf } = useValueWords(ticket);
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set());
  const choose = (key: string, whose: 'mine' | 'theirs'): void => setTheirs((now) => new Set(whose === 'theirs' ? [...now, key] : [...now].filter((one) => one !== key)));
  return (
    <Modal open title={text('clashTitle')} okText={text('clashSave')} cancelText={word('cancel')} onCancel={close} onOk={() => void save([...theirs])} width={640}>
      <p>{text('clashHint')}</p>
      {clashes.map(({ key, mine, theirs: other }) => (
        <fieldset key={key} className="ticket-group">
          <legend>{nameOfKey(key)}</legend>
          <Radio.Group className="ticket-clash" value={theirs.has(key) ? 'theirs' : 'mine'} onChange={(event) => choose(key, event.target.value as 'mine' | 'theirs')}>
            <Radio value="mine"><strong>{text('mine')}</strong> <bdi>{wordsOf(key, mine)}</bdi></Radio>
            <Radio value="theirs"><strong>{text('theirs')}</strong> <bdi>{wordsOf(key, other)}</bdi></Radio>
          </Radio.Group>
        </fieldset>
      ))}
    </Modal>
  );
}
