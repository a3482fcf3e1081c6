import { expect, test } from 'vitest';

import { spokenTransport } from './inbound.ts';

test.each([
  ['ws', 'SIP/2.0/WSS x.invalid;branch=z9hG4bK1', 'ws'],
  ['tcp', 'SIP/2.0/WS x.invalid;branch=z9hG4bK1, SIP/2.0/UDP y', 'ws'],
  ['tls', 'SIP/2.0/wss x.invalid;branch=z9hG4bK1', 'wss'],
  ['tcp', 'SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK1', 'tcp'],
  ['udp', 'SIP/2.0/WS x.invalid;branch=z9hG4bK1', 'udp'],
])('a server that says %s of a request with Via %s means %s', (told, via, spoken) => {
  expect(spokenTransport(told, via)).toBe(spoken);
});
