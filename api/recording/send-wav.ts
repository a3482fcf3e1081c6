import type { FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '#core';
import { HttpFault } from '../http/http-fault.ts';
import { byteRange } from './byte-range.ts';
import type { WavBody } from './wav-body.ts';

export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** RFC 9110 §14: whole, a range, or 416. */
export function sendWav(body: WavBody, { request, reply }: Exchange): FastifyReply {
  const range = rangeStillMeant(body, request) ? byteRange(request.headers.range, body.size) : 'whole';
  void reply.header('accept-ranges', 'bytes').header('last-modified', body.modified.toUTCString());
  if (body.etag !== undefined) void reply.header('etag', body.etag);
  if (range === 'unsatisfiable') {
    void reply.header('content-range', `bytes */${body.size}`);
    throw new HttpFault(416, new Fault('api.no-such-range', `The recording has ${body.size} bytes; ask for a range inside.`));
  }
  const { start, end } = range === 'whole' ? { start: 0, end: body.size - 1 } : range;
  if (range !== 'whole') void reply.code(206).header('content-range', `bytes ${start}-${end}/${body.size}`);
  void reply.type('audio/wav').header('content-length', end - start + 1);
  return reply.send(request.method === 'HEAD' || body.size === 0 ? undefined : body.stream({ start, end }));
}

/** RFC 9110 §13.1.5: a range counts only when If-Range names what we have now. */
function rangeStillMeant({ etag, modified }: WavBody, request: FastifyRequest): boolean {
  const condition = request.headers['if-range'];
  if (typeof condition !== 'string') return true;
  if (condition.startsWith('"')) return condition === etag;
  // A date says nothing of a file that grows within a second.
  return etag !== undefined && condition === modified.toUTCString();
}
