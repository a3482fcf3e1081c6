/** PORT. Satisfaction: links for customers, figures, improvement tasks. */
import type { SatisfactionDesk, SatisfactionRecords } from '#tickets';

export interface SatisfactionPort extends Pick<SatisfactionDesk, 'open' | 'answer' | 'figures' | 'ofTicket' | 'urlOf' | 'changeTask' | 'responsible'>, Pick<SatisfactionRecords, 'list' | 'tasks' | 'task'> {
  /** Where the company's days begin: an IANA name. */
  timeZone(): string;
  company(): string;
}
