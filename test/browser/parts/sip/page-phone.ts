/** What a page's phone says and is told on the wire, and whether credentials open the SIP server. */
import { createHash } from 'node:crypto';
import type { Softphone } from '#contract';
import { header, SimEndpoint, type SimMessage, writeMessage } from '#test/simulators/phone/index';
import type { Person } from '../chromium.ts';

export interface PagePhone {
  /** SIP messages in both directions, oldest first. */
  readonly messages: readonly string[];
  /** What `POST /api/softphone` gave, oldest first. */
  readonly credentials: readonly Softphone[];
  /** Digest user names of its REGISTER requests, each once. */
  logins(): readonly string[];
}

/** Watches from now on; to be called before the page is opened. */
export function watchPhone({ page }: Person): PagePhone {
  const messages: string[] = [];
  const credentials: Softphone[] = [];
  page.on('websocket', (socket) => {
    const keep = ({ payload }: { payload: string | Buffer }) => void messages.push(String(payload));
    if (socket.url().includes('/sip')) socket.on('framesent', keep).on('framereceived', keep);
  });
  page.on('response', (response) => {
    if (new URL(response.url()).pathname === '/api/softphone' && response.ok()) void response.json().then((given: Softphone) => credentials.push(given));
  });
  const loginsIn = (message: string) => /^REGISTER [\s\S]*?^Authorization: .*username="([^"]+)"/im.exec(message)?.[1];
  return { messages, credentials, logins: () => [...new Set(messages.flatMap((each) => loginsIn(each) ?? []))] };
}

/** Name of the first coding of each audio description of this kind of message (`INVITE`, `SIP/2.0 200`); one that is said again is the same. */
export function firstCodings({ messages }: PagePhone, first: string): readonly string[] {
  return [...new Set(messages)].filter((each) => each.startsWith(first)).flatMap((each) => {
    const payload = /^m=audio \d+ \S+ (\d+)/m.exec(each)?.[1];
    return payload === undefined ? [] : [new RegExp(`^a=rtpmap:${payload} ([^/]+)/`, 'm').exec(each)?.[1] ?? payload];
  });
}

/** Registers a phone over UDP with these credentials, and takes it back: the final status of the first. RFC 3261 §10.2, RFC 8760. */
export async function registersWith(server: { readonly host: string; readonly port: number }, { account, login, password }: Softphone): Promise<number> {
  const endpoint = await SimEndpoint.open(server);
  const uri = `sip:${server.host}`;
  const callId = createHash('md5').update(login).digest('hex');
  let sequence = 0;
  const register = (expires: number, authorization?: string) => {
    const text = writeMessage(`REGISTER ${uri} SIP/2.0`, [
      ['Via', endpoint.via()], ['Max-Forwards', '70'], ['From', `<sip:${account}@${server.host}>;tag=1`], ['To', `<sip:${account}@${server.host}>`],
      ['Call-ID', callId], ['CSeq', `${++sequence} REGISTER`], ['Contact', `<sip:${account}@${endpoint.host}:${endpoint.port}>`], ['Expires', `${expires}`],
      ...(authorization === undefined ? [] : [['Authorization', authorization] as [string, string]]),
    ]);
    return new Promise<SimMessage>((resolve) => endpoint.request(text, resolve));
  };
  const signed = async (expires: number) => register(expires, authorization(header(await register(expires), 'www-authenticate'), uri, login, password));
  try {
    const { code } = await signed(60);
    if (code === 200) await signed(0);
    return code;
  } finally {
    endpoint.close();
  }
}

/** RFC 7616 §3.4.1, for the first challenge. */
function authorization(challenge: string, uri: string, login: string, password: string): string {
  const part = (name: string) => new RegExp(`\\b${name}="?([^",]+)"?`, 'i').exec(challenge)?.[1] ?? '';
  const [realm, nonce, algorithm] = [part('realm'), part('nonce'), part('algorithm')];
  const hash = (text: string) => createHash(algorithm === 'SHA-256' ? 'sha256' : 'md5').update(text).digest('hex');
  const response = hash(`${hash(`${login}:${realm}:${password}`)}:${nonce}:00000001:abc:auth:${hash(`REGISTER:${uri}`)}`);
  return `Digest username="${login}", realm="${realm}", nonce="${nonce}", uri="${uri}", algorithm=${algorithm || 'MD5'}, qop=auth, nc=00000001, cnonce="abc", response="${response}"`;
}
