import type { Need } from '../who/gate.ts';

type Json = Record<string, unknown>;

/** WebSockets and what they ask for; the upgrade of each looks its permission up here. */
export const SOCKETS = {
  live: {
    path: '/api/live',
    need: 'signed-in',
    summary: 'WebSocket: news of own desk, floor and calls as they come',
    description: 'Each message is a JSON object with a `type`. People send {"type":"subscribe","topic":"desk" | "floor" | "call:<id>"}. Programs send the token in the Authorization header, the protocol list (`huawu, token.<t>`) or `?token=`, and hear everything. A client that cannot keep up is closed with code 4008, one whose session ended with 4401.',
    query: { call: 'Only messages of this call; with the token.', types: 'Only these types of message or event, separated by commas; with the token.', token: 'The token, where no header can be set.' },
  },
  audio: {
    path: '/api/calls/{id}/audio',
    need: 'floor.listen',
    summary: 'WebSocket: audio of a call in progress, both sides mixed',
    description: 'Binary messages: 16-bit little-endian PCM, 8 kHz, one channel. What a slow client does not fetch is left out. Closed with 1000 when the call ends.',
    query: { token: 'The token, where no header can be set.' },
  },
  sip: {
    path: '/sip',
    need: 'desk.own',
    summary: "WebSocket: SIP for browsers' phones (RFC 7118)",
    description: 'Subprotocol `sip`. People by their session, visitors by the ticket of POST /api/call-us, once.',
    query: { guest: 'The ticket of a visitor.', token: 'The token, where no header can be set.' },
  },
} as const satisfies Record<string, { path: string; need: Need; summary: string; description: string; query: Record<string, string> }>;

export function socketPaths(): Record<string, Json> {
  return Object.fromEntries(Object.values(SOCKETS).map(({ path, ...rest }) => [path, { get: operation(path, rest) }]));
}

function operation(path: string, { need, summary, description, query }: { need: Need; summary: string; description: string; query: Record<string, string> }): Json {
  const text = { type: 'string' };
  const inPath = (path.match(/(?<=\{)\w+(?=\})/g) ?? []).map((name) => ({ name, in: 'path', required: true, schema: text }));
  return {
    summary,
    description,
    'x-huawu-permission': need,
    'x-huawu-websocket': true,
    parameters: [...inPath, ...Object.entries(query).map(([name, about]) => ({ name, in: 'query', required: false, schema: text, description: about }))],
    responses: { 101: { description: 'The stream begins' }, 401: { description: 'Not signed in; no token, or a wrong one' }, 403: { description: 'No right to this, or a page of another site' }, 503: { description: 'Too many clients' } },
  };
}
