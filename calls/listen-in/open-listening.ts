import type { ListenPort } from '#api';
import { type CallId, Fault, Scope, failed, ok } from '#core';
import type { Call } from '../call.ts';
import { Mixer } from './mixer.ts';

/** Lets supervisors hear calls in progress; who did so stands on the timeline. Faults: calls.not-in-progress, calls.no-audio-yet. */
export function openListening(find: (call: CallId) => Call | undefined): ListenPort {
  return {
    listen(id, hear, scope, person) {
      const call = find(id);
      if (!call || call.scope.ended) return failed(new Fault('calls.not-in-progress', 'This call is over; its recording can be heard under /review.'));
      const { audio } = call;
      if (!audio) return failed(new Fault('calls.no-audio-yet', 'No agent has answered yet: there is nothing to hear.', { retryable: true }));
      const listening = new Scope(call.scope);
      scope.onEnd(() => listening.end('listener left'));
      const mixer = new Mixer();
      audio.tapFor(listening);
      audio.frames.on(({ speaker, frame }) => {
        const mixed = mixer.push(speaker, frame);
        if (mixed) hear(mixed);
      }, listening);
      const who = person === undefined ? {} : { person };
      call.record('listener.joined', who, call.audioAt);
      listening.onEnd(() => call.record('listener.left', who, call.audioAt));
      return ok(undefined);
    },
  };
}
