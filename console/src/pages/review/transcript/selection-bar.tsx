import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ScorecardQuestion } from '#contract';
import { useOwn, useText } from '../../../i18n/use-text.ts';
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
  return (
    <div className="review-selection" role="toolbar" aria-label={text('selected', { text: words })}>
      <bdi className="review-selected" title={words}>“{words}”</bdi>
      {editable && question && (
        <Button size="small" type="primary" onClick={() => addEvidence(evidenceOf(lines, range))}>{text('useAsEvidence', { question: own(question.text) })}</Button>
      )}
      {editable && !question && <span className="quiet">{text('chooseQuestion')}</span>}
      <span className="grow" />
      {single && <Button size="small" onClick={() => setCorrecting(true)}>{text('correct')}</Button>}
      {editable && <Button size="small" onClick={() => comment(evidenceOf(lines, range).from)}>{text('comment')}</Button>}
      {correcting && <CorrectDialog word={words} close={() => setCorrecting(false)} save={(now) => correct(range, now)} />}
    </div>
  );
}

function CorrectDialog({ word, save, close }: { readonly word: string; readonly save: (text: string) => Promise<void>; readonly close: () => void }): ReactNode {
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
    </Modal>
  );
}
