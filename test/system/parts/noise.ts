import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { ServerFacts } from '#test/simulators/server-process';
import { pause } from './eventually.ts';

interface Address {
  readonly host: string;
  readonly port: number;
}

/** Sends datagrams to one port, a few at a time so that the kernel drops none of them. */
export async function sprayUdp({ host, port }: Address, datagrams: readonly (Buffer | string)[]): Promise<void> {
  const socket = createSocket('udp4');
  for (const [index, datagram] of datagrams.entries()) {
    socket.send(datagram, port, host);
    if (index % 20 === 19) await pause(5);
  }
  await pause(20);
  socket.close();
}

/** Writes to a TCP connection; resolves with what came back until the other side closed or `ms` went by. */
export async function pushTcp({ host, port }: Address, data: Buffer | string, ms: number): Promise<string> {
  const socket = connect(port, host);
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
  socket.on('error', () => {});
  await Promise.race([once(socket, 'connect'), pause(ms)]);
  socket.write(data);
  await Promise.race([once(socket, 'close').catch(() => undefined), pause(ms)]);
  socket.destroy();
  return answer;
}

/** Things that are no SIP, or SIP that no phone would send; `caller` stands in those that name somebody. */
export function brokenSip({ sip }: ServerFacts, caller: string): (Buffer | string)[] {
  const to = `sip:4000@${sip.host}:${sip.port}`;
  const head = (first: string, ...lines: string[]) => [first, ...lines, '', ''].join('\r\n');
  const via = 'Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKbroken';
  const from = `From: <sip:${caller}@127.0.0.1>;tag=x`;
  return [
    ...Array.from({ length: 200 }, (_, index) => randomBytes(1 + 7 * index)),
    '', '\r\n\r\n', '\0\0\0\0', 'INVITE', 'INVITE sip:', 'SIP/2.0 200 OK\r\n\r\n', 'a'.repeat(60_000),
    head(`INVITE ${to} SIP/2.0`, via, from, `To: <${to}>`),
    head(`INVITE ${to} SIP/2.0`, via, from, `To: <${to}>`, 'Call-ID: x', 'CSeq: 99999999999999999999 INVITE'),
    head(`INVITE ${to} SIP/2.0`, via, from, `To: <${to}>`, 'Call-ID: y', 'CSeq: 1 BYE'),
    head(`INVITE ${to} SIP/7.0`, via, from, `To: <${to}>`, 'Call-ID: z', 'CSeq: 1 INVITE'),
    head(`INVITE ${to} SIP/2.0`, via, from, `To: <${to}>`, 'Call-ID: w', 'CSeq: 1 INVITE', 'Content-Length: -5'),
    head(`INVITE ${to} SIP/2.0`, via, ...Array.from({ length: 1_000 }, (_, index) => `X-${index}: ${index}`)),
    head(`BYE ${to} SIP/2.0`, via, from, `To: <${to}>;tag=nobody`, 'Call-ID: nobody', 'CSeq: 2 BYE'),
  ];
}

/** Datagrams to a media port that are no audio of the call: noise, other versions, cut headers, other people's audio. */
export function brokenRtp(): Buffer[] {
  const stranger = Buffer.concat([Buffer.from([0x80, 0, 0, 1, 0, 0, 0, 1, 1, 2, 3, 4]), Buffer.alloc(160, 0x20)]);
  return [
    ...Array.from({ length: 200 }, (_, index) => randomBytes(index * 7)),
    ...Array.from({ length: 100 }, () => stranger),
    Buffer.from([0x80]), Buffer.from([0x8f, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]), Buffer.from([0xb0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]),
  ];
}

/** An INVITE with a body of this many bytes. */
export function fatInvite({ sip }: ServerFacts, caller: string, bytes: number, transport: 'UDP' | 'TCP'): string {
  const to = `sip:4000@${sip.host}:${sip.port}`;
  const id = randomBytes(6).toString('hex');
  return [
    `INVITE ${to} SIP/2.0`, `Via: SIP/2.0/${transport} 127.0.0.1:9;rport;branch=z9hG4bK${id}`, 'Max-Forwards: 70',
    `From: <sip:${caller}@127.0.0.1>;tag=${id}`, `To: <${to}>`, `Call-ID: ${id}`, 'CSeq: 1 INVITE', `Contact: <sip:${caller}@127.0.0.1:9>`,
    'Content-Type: application/sdp', `Content-Length: ${bytes}`, '', 'v'.repeat(bytes),
  ].join('\r\n');
}
