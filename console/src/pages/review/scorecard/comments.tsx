import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ReviewComment } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { Name } from '../../../parts/names.tsx';
import { Ago } from '../../../time/clocks.tsx';
import { formatDuration } from '../../../time/format.ts';
import { messages } from '../messages.ts';
import type { Draft } from './draft.ts';

type Comment = Draft['comments'][number];

interface Props {
  readonly comments: Draft['comments'];
  /** With authors and times, as far as they are saved. */
  readonly saved: readonly ReviewComment[];
  readonly editable: boolean;
  readonly edit: (comment: Comment) => void;
  readonly change: (comment: Comment) => void;
  readonly addHere: () => void;
  readonly hear: (at: number) => void;
}

export function Comments({ comments, saved, editable, edit, change, addHere, hear }: Props): ReactNode {
  const text = useText(messages);
  return (
    <section className="review-section">
      <div className="review-score-line">
        <h3>{text('comments')}</h3>
        <span className="grow" />
        {editable && <Button size="small" onClick={addHere}>{text('addComment')}</Button>}
      </div>
      {comments.length === 0 && <p className="quiet">{text('noComments')}</p>}
      {comments.map((comment) => {
        const known = saved.find(({ id }) => id === comment.id);
        return (
          <article key={comment.id} className="review-comment">
            <button type="button" className="review-time figures" aria-label={text('hearFrom', { time: formatDuration(comment.at) })} onClick={() => hear(comment.at)}>{formatDuration(comment.at)}</button>
            <div className="grow">
              <p dir="auto">{comment.text}</p>
              {known && <span className="quiet"><Name of={known.by} /> · <Ago at={known.writtenAt} /></span>}
            </div>
            {editable && <Button size="small" type="text" onClick={() => edit(comment)}>{text('edit')}</Button>}
            {editable && <Button size="small" type="text" onClick={() => change({ ...comment, text: '' })}>{text('remove')}</Button>}
          </article>
        );
      })}
    </section>
  );
}

export function CommentDialog({ comment, save, close }: { readonly comment: Comment; readonly save: (comment: Comment) => void; readonly close: () => void }): ReactNode {
  const text = useText(messages);
  const [words, setWords] = useState(comment.text);
  const title = text('commentTitle', { time: formatDuration(comment.at) });
  const done = (): void => {
    save({ ...comment, text: words });
    close();
  };
  return (
    <Modal open title={title} okText={text('save')} cancelText={text('cancel')} okButtonProps={{ disabled: words.trim() === '' }} onOk={done} onCancel={close} width={480}>
      <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 10 }} maxLength={4_000} value={words} aria-label={title} onChange={(event) => setWords(event.target.value)} />
    </Modal>
  );
}
