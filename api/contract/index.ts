/** What the server and the console say to each other; types only, shared by both. */
export type * from './agitation.ts';
export type * from './people.ts';
export type * from './desk.ts';
export type * from './floor.ts';
export type * from './live.ts';
export type * from './offers.ts';
export type * from './review.ts';
export type * from './statistics.ts';
export type * from './waiting.ts';
export type * from './quality.ts';
export type * from './tickets/satisfaction.ts';
export type * from './tickets/ticket-families.ts';
export type * from './tickets.ts';
export type * from './tickets/ticket-work.ts';
