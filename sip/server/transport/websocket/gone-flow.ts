import type { Flow } from '../port.ts';

/** Stands for a WebSocket that is not there (any more): nobody can connect to a browser, so sending fails at once. */
export function goneFlow(place: Pick<Flow, 'protocol' | 'address' | 'port' | 'localAddress' | 'localPort'>): Flow {
  return {
    ...place,
    reliable: true,
    alive: false,
    send: (_text, failed) => failed && queueMicrotask(failed),
    onBreak: () => () => {},
  };
}
