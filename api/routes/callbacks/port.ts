/** PORT. Customers who are to be called back: the callback desk and its records. */
import type { Booking, Callback, CallbackDesk, CallbackOrder, CallbackRecords } from '#callbacks';

export interface NewCallback {
  readonly number: string;
  readonly queue: string;
  readonly language: 'zh' | 'en';
  readonly order?: CallbackOrder;
  readonly notBefore?: number;
  readonly until?: number;
  /** The person who makes it. */
  readonly by: string;
}

export interface CallbackPort extends Pick<CallbackDesk, 'cancel' | 'move'>, Pick<CallbackRecords, 'find'> {
  /** As it is now. */
  get(id: string): Promise<Callback | undefined>;
  /** Undefined: there is no such queue, or no way to call this number. */
  book(wanted: NewCallback): Promise<Booking | undefined>;
}
