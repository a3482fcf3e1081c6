/** Tickets that say the same, live on in another one, or have one cause. The tickets themselves are as `GET /api/tickets/{id}` tells them. */

/** `GET /api/tickets/{id}/similar`, `POST /api/tickets/similar` */
export interface SimilarTickets {
  readonly similar: readonly {
    /** 0…1 */
    readonly score: number;
    /** 0…1, of the words alone. */
    readonly text: number;
    readonly sameCustomer: boolean;
    readonly sameProduct: boolean;
    /** So like that a person should look whether they are the same. */
    readonly duplicate: boolean;
    readonly ticket: { readonly id: string; readonly subject: string; readonly state: string; readonly priority: string; readonly queue: string; readonly assignee?: string; readonly createdAt: number; readonly language: 'zh' | 'en'; readonly requester: { readonly name?: string; readonly number?: string; readonly customer?: string } };
  }[];
}

/** `GET /api/tickets/{id}/timeline`: the histories of a ticket and of those merged into it, as one. */
export interface TicketTimeline {
  readonly tickets: readonly string[];
  readonly events: readonly { readonly ticket: string; readonly seq: number; readonly at: number; readonly type: string; readonly by: string; readonly byName?: string; readonly data: Readonly<Record<string, unknown>> }[];
  readonly next?: string;
}

/** `POST /api/tickets/{id}/incident/…`; the ticket is the common cause, those under it have it as `parent`. */
export interface IncidentAnswer {
  readonly done: number;
  readonly refused: readonly { readonly ticket: string; readonly code: string; readonly message: string }[];
}
