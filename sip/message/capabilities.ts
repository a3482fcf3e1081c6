/** Methods we serve (RFC 3261 §20.5), for Allow. */
export const ALLOW = 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, REFER, NOTIFY, PRACK';
/** Methods that exist but are not for us: 405; all others 501 (RFC 3261 §21.4.6, §21.5.2). */
export const KNOWN_METHODS: ReadonlySet<string> = new Set([
  'INVITE', 'ACK', 'CANCEL', 'BYE', 'OPTIONS', 'REGISTER', 'INFO', 'UPDATE', 'REFER', 'NOTIFY', 'PRACK', 'MESSAGE', 'SUBSCRIBE', 'PUBLISH',
]);
/** Extensions a request may require of us (RFC 3262, RFC 4028). */
export const SUPPORTED = ['100rel', 'timer'] as const;
/** What OPTIONS is answered with (RFC 3261 §11.2). */
export const CAPABILITIES: Readonly<Record<string, string>> = {
  Allow: ALLOW,
  Accept: 'application/sdp, application/dtmf-relay, application/dtmf',
  'Accept-Encoding': 'identity',
  'Accept-Language': 'zh, en',
  Supported: SUPPORTED.join(', '),
};
