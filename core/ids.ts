declare const id: unique symbol;
type Id<K extends string> = string & { readonly [id]?: K };

/** One contact of a customer with the company (a call), from the first signal to the last; key of its timeline. */
export type CallId = Id<'call'>;
/** One media or signalling leg of a call (the caller's, or one agent's). */
export type LegId = Id<'leg'>;
export type AgentId = Id<'agent'>;
export type QueueId = Id<'queue'>;
/** Spoken and written languages of the product. */
export type Language = 'zh' | 'en';
/** Who is heard on a channel. */
export type Speaker = 'caller' | 'agent';
