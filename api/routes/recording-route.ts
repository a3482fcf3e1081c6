import { type Clock, Fault, type Log, type Millis } from '#core';
import type { AccessPort, ApiPorts } from '../port.ts';
import type { Caller } from '../who/caller.ts';
import { forbidden } from '../who/gate.ts';
import { OnceInAWhile } from '../who/once-in-a-while.ts';
import type { TeamMap } from '../who/team-map.ts';
import { type Format, contentTypeOf, transcode } from '../recording/transcode.ts';
import { type Exchange, sendWav } from '../recording/send-wav.ts';
import { wavBody } from '../recording/wav-body.ts';
import { HttpFault, type Route, route } from '../http/route.ts';
import { ErrorBody, IdParams, RecordingQuery } from '../http/schemas.ts';

/** ffmpeg takes a processor core each: more at once would take it from the calls. */
const CONVERSIONS_AT_ONCE = 2;
const HEARD_AGAIN_AFTER_MS: Millis = 600_000;

export interface RecordingRouteOptions {
  readonly ports: Pick<ApiPorts, 'recording' | 'ffmpegAvailable' | 'store'>;
  readonly teams: TeamMap;
  readonly audit?: AccessPort['audit'] | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** The recording of a call: never by file name, only by the id of the call. */
export function recordingRoute({ ports, teams, audit, clock, log }: RecordingRouteOptions): Route {
  // Players fetch a recording in many ranges: hearing it once is written down once.
  const once = new OnceInAWhile(clock, HEARD_AGAIN_AFTER_MS);
  let converting = 0;
  const converted = (file: string, format: Format, { request, reply }: Exchange) => {
    if (!ports.ffmpegAvailable) throw new HttpFault(501, new Fault('api.no-ffmpeg', `This server has no ffmpeg, so it cannot make ${format}. Install the Debian package "ffmpeg" (apt-get install ffmpeg) and start Huawu again, or leave ?format= out for WAV.`));
    void reply.type(contentTypeOf(format));
    if (request.method === 'HEAD') return reply.send();
    if (converting >= CONVERSIONS_AT_ONCE) throw new HttpFault(503, new Fault('api.busy-converting', 'Other recordings are being converted. Try again in a minute, or leave ?format= out for WAV.', { retryable: true }));
    converting++;
    const output = transcode(file, format, log);
    output.once('close', () => converting--);
    return reply.send(output);
  };
  const mayHear = async (caller: Caller, id: string): Promise<boolean> => {
    if (caller.reach('recording.hear').kind === 'all') return true;
    const call = await ports.store.call(id);
    // Whether there is such a call is not told to those who may not hear it.
    return call !== undefined && caller.may('recording.hear', teams.ofCall(call.summary));
  };
  return route({
    method: 'GET',
    path: '/api/calls/{id}/recording',
    summary: 'The recording of a call: WAV (ranges allowed), or converted',
    need: 'recording.hear',
    tokenInQuery: true,
    ownHead: true,
    params: IdParams,
    query: RecordingQuery,
    answers: {
      200: { description: 'The whole recording; one that still grows as it stands now', content: ['audio/wav', 'audio/mpeg', 'audio/ogg'] },
      206: { description: 'The range asked for', content: ['audio/wav'] },
      416: { description: 'No such range', schema: ErrorBody },
      501: { description: 'No ffmpeg for other formats', schema: ErrorBody },
      503: { description: 'Too many conversions at once', schema: ErrorBody },
    },
    handle: async ({ params, query, request, reply, caller }) => {
      if (!(await mayHear(caller, params.id))) throw forbidden();
      const recording = await ports.recording(params.id);
      const body = recording && (await wavBody(recording));
      if (!recording || !body) throw new HttpFault(404, new Fault('api.no-recording', 'This call has no recording: there is no such call, recording was off, or the file was removed.'));
      if (request.method === 'GET') await once.do(`${caller.actor.id} ${params.id}`, async () => audit?.record(caller.actor, 'recording-heard', params.id));
      if (query.format !== 'wav') return converted(recording.file, query.format, { request, reply });
      return sendWav(body, { request, reply });
    },
  });
}
