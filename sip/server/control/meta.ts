import type { EpochMillis } from '#core';
import type { Flow } from '../transport/port.ts';

/** A date is written once a second, not for each of the dozens of frames of a call. */
const written = { second: -1, text: '' };

/** UTC `HH:MM:SS.uuuuuu`, as drachtio writes it (our clock ends at milliseconds). */
export function timeOfDay(wall: EpochMillis): string {
  const second = Math.floor(wall / 1000);
  if (second !== written.second) Object.assign(written, { second, text: new Date(second * 1000).toISOString().slice(11, 19) });
  return `${written.text}.${String(Math.floor(wall) - second * 1000).padStart(3, '0')}000`;
}

/** The first seven tokens of a `sip` frame about a message from the network. */
export function networkMeta(bytes: number, protocol: string, flow: Pick<Flow, 'address' | 'port'>, wall: EpochMillis): string {
  return `sip|network|${bytes}|${protocol}|${flow.address}|${flow.port}|${timeOfDay(wall)}`;
}

/** The same about a response this server made up (timeout, unreachable, …): nobody sent it, so no address. */
export function synthesisedMeta(protocol: string, wall: EpochMillis): string {
  return `sip|network|0|${protocol}||0|${timeOfDay(wall)}`;
}

/** About a request of the stack itself, told to the application as "unsolicited". */
export function unsolicitedMeta(bytes: number, flow: Flow, wall: EpochMillis, dialogId: string): string {
  const place = `${flow.protocol}|${flow.localAddress}|${flow.localPort}`;
  return `sip|application|${bytes}|${place}|${timeOfDay(wall)}|unsolicited|${dialogId}|`;
}

/** About a request made up in the name of a peer whose connection broke. */
export const unsolicitedFrom = (flow: Flow, wall: EpochMillis): string =>
  `sip|application|0|${flow.protocol}|${flow.address}|${flow.port}|${timeOfDay(wall)}|unsolicited||`;

/** Echo of a request of the application: our own address on UDP, the connection's far end otherwise. */
export function requestEcho(bytes: number, flow: Flow | undefined, wall: EpochMillis, transactionId: string): string {
  const place =
    flow === undefined
      ? 'unknown||0'
      : flow.protocol === 'udp'
        ? `udp|${flow.localAddress}|${flow.localPort}`
        : `${flow.protocol}|${flow.address}|${flow.port}`;
  return `OK|application|${bytes}|${place}|${timeOfDay(wall)}|${transactionId}|Msg sent:|`;
}

/** Echo of a response of the application. */
export function responseEcho(
  bytes: number,
  protocol: string,
  flow: Flow,
  wall: EpochMillis,
  transactionId: string,
  dialogId: string,
): string {
  const place = `${protocol}|${flow.address}|${flow.port}`;
  return `OK|application|${bytes}|${place}|${timeOfDay(wall)}|${transactionId}|${dialogId}||Msg sent:|`;
}
