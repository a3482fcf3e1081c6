/** Words for people, in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

export type FieldKind = 'text' | 'number' | 'choice' | 'date' | 'yes-no';

/** A field of a template. */
export interface TicketField extends Words {
  readonly id: string;
  readonly type: FieldKind;
  readonly required: boolean;
  /** Of a choice. */
  readonly options?: readonly (Words & { readonly id: string })[];
  /** Of a text: most characters. */
  readonly most?: number;
  /** Of a number. */
  readonly least?: number;
  readonly greatest?: number;
  /** A call fills it with the number of the caller. */
  readonly byCall?: 'caller';
}

/** What a ticket of a kind asks for. */
export interface TicketTemplate extends Words {
  readonly id: string;
  /** Where its tickets go. */
  readonly queue?: string;
  readonly fields: readonly TicketField[];
}
