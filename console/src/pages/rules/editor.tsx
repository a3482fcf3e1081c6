import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useOwn, useText } from '../../i18n/use-text.ts';
import type { Remark } from './answers.ts';
import { messages } from './messages.ts';
import { lineSpan } from './sums.ts';

interface Props {
  readonly id: string;
  readonly value: string;
  readonly change: (text: string) => void;
  readonly remarks: readonly Remark[];
  /** The remarks are mistakes. */
  readonly wrong: boolean;
}

/** The text of the rules with numbered lines; a remark leads to its line. */
export function Editor({ id, value, change, remarks, wrong }: Props): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const area = useRef<HTMLTextAreaElement>(null);
  const numbers = useRef<HTMLPreElement>(null);
  const lines = value.split('\n').length;
  const marked = new Set(remarks.map(({ line }) => line));
  useEffect(() => scrolled(area.current, numbers.current), [lines]);
  const goTo = (line: number): void => {
    const [from, to] = lineSpan(value, line);
    area.current?.focus();
    area.current?.setSelectionRange(from, to);
    const height = (area.current?.scrollHeight ?? 0) / Math.max(1, lines);
    area.current?.scrollTo({ top: Math.max(0, (line - 4) * height) });
  };
  return (
    <>
      <div className="rules-editor">
        <pre ref={numbers} aria-hidden="true" className="rules-lines figures">
          {Array.from({ length: lines }, (_, n) => <span key={n} className={marked.has(n + 1) ? (wrong ? 'alarm' : 'warning') : undefined}>{n + 1}</span>)}
        </pre>
        <textarea ref={area} id={id} value={value} spellCheck={false} wrap="off" aria-describedby={`${id}-remarks`} aria-invalid={wrong} onScroll={() => scrolled(area.current, numbers.current)} onChange={(event) => change(event.target.value)} />
      </div>
      <ul id={`${id}-remarks`} className="rules-remarks">
        {remarks.map((remark, n) => (
          <li key={n} className={wrong ? 'alarm' : 'warning'}>
            <button type="button" onClick={() => goTo(remark.line)}>{text('atLine', { line: remark.line })}</button> {remark.key !== '' && <code>{remark.key}</code>} <span>{own(remark)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function scrolled(area: HTMLTextAreaElement | null, numbers: HTMLPreElement | null): void {
  if (area && numbers) numbers.scrollTop = area.scrollTop;
}
