import { Metadata, type ServerDuplexStream, type status } from '@grpc/grpc-js';
import type { RecogniserHouse } from './recogniser-house.ts';

/** Ends a call with a status. */
export function refuse<A, B>(call: ServerDuplexStream<A, B>, code: status, details: string): void {
  call.emit('error', Object.assign(new Error(details), { code, details, metadata: new Metadata() }));
}

/** What a client may ask for instead. */
export function whyNot(house: RecogniserHouse, language: string, model: string): string {
  const there = house.models.map(({ name, language: of }) => (of === '' ? name : `${name} (${of})`)).join(', ');
  const wanted = model === '' ? `no model for the language "${language}"` : `no model "${model}"`;
  return `${wanted}; there is ${there === '' ? 'none at all' : there}`;
}
