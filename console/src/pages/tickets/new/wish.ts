import type { TicketFieldValue } from '#contract';

/** What is being written. */
export interface Wish {
  readonly template: string;
  readonly subject: string;
  readonly text: string;
  readonly fields: Readonly<Record<string, TicketFieldValue>>;
  readonly queue: string | undefined;
  readonly assignee: string | undefined;
  readonly priority: string | undefined;
  readonly name: string;
  readonly number: string;
}
