import type { TicketFile } from '../files/port.ts';
import type { Ticket, TicketProblem } from '../model.ts';

/** More than anybody looks through; a mail has some, a long correspondence some dozens. */
const MOST_FILES = 200;

export function fileProblems({ files: before = [] }: Pick<Ticket, 'files'>, files: readonly TicketFile[]): TicketProblem[] {
  const all = new Set([...before, ...files].map(({ id }) => id)).size;
  return files.length > 0 && all > MOST_FILES ? [{ field: 'files', zh: `每张工单最多 ${MOST_FILES} 个附件`, en: `A ticket has at most ${MOST_FILES} attachments` }] : [];
}

export const attached = {
  /** What the history says of them. */
  told: (files: readonly TicketFile[]): { readonly files?: readonly TicketFile[] } => (files.length === 0 ? {} : { files }),
  /** What the ticket has afterwards, each once. */
  kept({ files: before = [] }: Pick<Ticket, 'files'>, files: readonly TicketFile[]): Pick<Ticket, 'files'> {
    if (files.length === 0) return {};
    return { files: [...new Map([...before, ...files].map((file) => [file.id, file])).values()] };
  },
};
