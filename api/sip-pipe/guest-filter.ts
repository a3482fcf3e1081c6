import { Transform } from 'node:stream';
import { ClientFrames } from './client-frames.ts';
import { type GuestFacts, guestSays, type GuestState } from './guest-rules.ts';

/** Lets through what a visitor's phone may say; `refused` is called once for the first thing it may not, and nothing follows. */
export function guestFilter(facts: GuestFacts, refused: (method: string) => void): Transform {
  const frames = new ClientFrames();
  let state: GuestState | undefined = { call: undefined };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const heard = state && frames.push(chunk);
      const passed: Buffer[] = [];
      for (const { bytes, text } of heard ?? []) {
        if (text !== undefined && state) state = guestSays(text, facts, state);
        if (!state) refused(/^[A-Z]{1,20}(?= )/.exec(text ?? '')?.[0] ?? 'unknown');
        if (!state) return done();
        passed.push(bytes);
      }
      if (heard) return done(null, Buffer.concat(passed));
      if (state) refused('no WebSocket frame');
      state = undefined;
      done();
    },
  });
}
