/** PORT. Mail of tickets: what came, what goes, what was held back. */
import type { InMail, InQuery, MailRecords, OutMail } from '#mail';

export interface MailPort {
  find(query: InQuery): Promise<readonly InMail[]>;
  get(id: string): Promise<InMail | undefined>;
  outgoing(query: Parameters<MailRecords['outOf']>[0]): Promise<readonly OutMail[]>;
  original(mail: InMail): Promise<Buffer | undefined>;
  /** Undefined: it is neither held back nor passed over any more. */
  release(mail: InMail, by: string): Promise<InMail | undefined>;
  /** False: there is no such mail, or it is not waiting or failed. */
  retry(id: string): Promise<boolean>;
  mailboxes(): readonly string[];
  /** The queue whose people look after a mailbox. */
  queueOf(mailbox: string): string | undefined;
}
