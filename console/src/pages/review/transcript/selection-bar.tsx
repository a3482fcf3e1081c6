import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Correction, ScorecardQuestion } from '#contract';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { Ago } from '../../../time/clocks.tsx';
import { messages } from '../messages.ts';
import { evidenceOf, type Line, rangeText, type WordRange } from './lines.ts';

interface Props {
  readonly lines: readonly Line[];
  readonly range: WordRange;
  readonly question: ScorecardQuestion | undefined;
  /** False for a review that is closed: words may still be corrected. */
  readonly editable: boolean;
  readonly addEvidence: (evidence: ReturnType<typeof evidenceOf>) => void;
  readonly comment: (at: number) => void;
  readonly correct: (range: WordRange, text: string) => Promise<void>;
}

/** What can be done with the words chosen. */
export function SelectionBar({ lines, range, question, editable, addEvidence, comment, correct }: Props): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const [correcting, setCorrecting] = useState(false);
  const words = rangeText(lines, range);
  const single = range.from === range.to;
  const { was, by = '', history = [] } = (single ? lines[range.line]?.words[range.from] : undefined) ?? {};
  return (
    <div className="review-selection" role="toolbar" aria-label={text('selected', { text: words })}>
      <bdi className="review-selected" title={words}>“{words}”</bdi>
      {was !== undefined && <span className="quiet">{text('recognised', { was, by })}</span>}
      {editable && question && (
        <Button size="small" type="primary" onClick={() => addEvidence(evidenceOf(lines, range))}>{text('useAsEvidence', { question: own(question.text) })}</Button>
      )}
      {editable && !question && <span className="quiet">{text('chooseQuestion')}</span>}
      <span className="grow" />
      {single && <Button size="small" onClick={() => setCorrecting(true)}>{text('correct')}</Button>}
      {editable && <Button size="small" onClick={() => comment(evidenceOf(lines, range).from)}>{text('comment')}</Button>}
      {correcting && <CorrectDialog word={words} history={history} close={() => setCorrecting(false)} save={(now) => correct(range, now)} />}
    </div>
  );
}

function CorrectDialog({ word, history, save, close }: { readonly word: string; readonly history: readonly Correction[]; readonly save: (text: string) => Promise<void>; readonly close: () => void }): ReactNode {
  const text = useText(messages);
  const [now, setNow] = useState(word);
  const [busy, setBusy] = useState(false);
  const done = (): void => {
    if (now.trim() === '' || busy) return;
    setBusy(true);
    void save(now.trim()).then(close, () => setBusy(false));
  };
  return (
    <Modal open title={text('correctTitle', { word })} okText={text('save')} cancelText={text('cancel')} confirmLoading={busy} okButtonProps={{ disabled: now.trim() === '' }} onOk={done} onCancel={close} width={420}>
      <p className="quiet">{text('correctHint')}</p>
      <Input autoFocus value={now} maxLength={200} aria-label={text('correctTitle', { word })} onChange={(event) => setNow(event.target.value)} onPressEnter={done} />
      {history.length > 0 && (
        <section className="review-section" aria-label={text('history')}>
          <h3>{text('history')}</h3>
          <ul className="review-history">
            {history.map(({ at, by, text: made }, i) => <li key={i}>{text('correctedTo', { by, text: made })} <span className="quiet"><Ago at={at} /></span></li>)}
          </ul>
        </section>
      )}
    </Modal>
  );
}
