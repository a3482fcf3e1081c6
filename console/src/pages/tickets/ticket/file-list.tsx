import type { ReactNode } from 'react';
import type { TicketFileRow } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { Name } from '../../../parts/names.tsx';
import { messages } from './messages.ts';

const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

export function sizeOf(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  return bytes < 1_048_576 ? `${Math.round(bytes / 1_024)} KB` : `${Math.round(bytes / 104_857.6) / 10} MB`;
}

/** Files as links that save them; pictures are shown small. */
export function FileList({ ticket, files }: { readonly ticket: string; readonly files: readonly TicketFileRow[] }): ReactNode {
  const text = useText(messages);
  if (files.length === 0) return null;
  return (
    <ul className="ticket-files">
      {files.map(({ id, name, type, bytes, scan }) => {
        const path = `/api/tickets/${ticket}/files/${id}`;
        return (
          <li key={id}>
            <a href={path} download={name}>
              <span className="hidden-text">{text('download')}</span>
              {PICTURES.has(type) ? <img src={`${path}?show=picture`} alt="" loading="lazy" /> : <span className="ticket-file-icon" aria-hidden="true">{endingOf(name)}</span>}
              <span><Name of={name} /> <span className="quiet figures">{sizeOf(bytes)}</span></span>
            </a>
            {scan === 'unscanned' && <span className="quiet ticket-unscanned">{text('unscanned')}</span>}
          </li>
        );
      })}
    </ul>
  );
}

const endingOf = (name: string): string => (/\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1] ?? '?').toUpperCase();
