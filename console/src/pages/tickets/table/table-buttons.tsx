import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { type Asked, listQuery } from '../list/asked.ts';
import { ImportDialog } from './import-dialog.tsx';
import { messages } from './messages.ts';

/** What is shown as a table for a spreadsheet, and tables of others in. */
export function TableButtons({ asked }: { readonly asked: Asked }): ReactNode {
  const text = useText(messages);
  const [importing, setImporting] = useState(false);
  return (
    <>
      <Button href={`/api/ticket-table?${listQuery(asked)}`} download="tickets.csv" title={text('exportHint')}>{text('export')}</Button>
      <Button onClick={() => setImporting(true)}>{text('import')}</Button>
      {importing && <ImportDialog close={() => setImporting(false)} />}
    </>
  );
}
