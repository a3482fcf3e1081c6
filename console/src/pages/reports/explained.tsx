import { Tooltip } from 'antd';
import type { ReactNode } from 'react';

/** A word with what it means, on hover, on focus, and read aloud. */
export function Explained({ word, why }: { readonly word: ReactNode; readonly why: string | undefined }): ReactNode {
  if (why === undefined) return word;
  return (
    <Tooltip title={why} trigger={['hover', 'focus', 'click']}>
      <button type="button" className="report-explained">{word}<span className="hidden-text">{`: ${why}`}</span></button>
    </Tooltip>
  );
}
