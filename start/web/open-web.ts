import { join } from 'node:path';
import { may, reach } from '#access';
import { type Api, type ApiPorts, type Certificate, type ReviewPort, startApi } from '#api';
import type { Config } from '#config';
import type { Result } from '#core';
import type { WorkRooms } from '../../calls/index.ts';
import type { SipSide } from '../open-sip.ts';
import type { Tools } from '../open-server.ts';
import type { PeopleSide } from './open-people.ts';

export interface WebParts {
  readonly token: string;
  readonly ports: ApiPorts;
  readonly people: PeopleSide;
  readonly rooms: WorkRooms;
  readonly review: ReviewPort;
  readonly sipSide: SipSide;
  readonly certificate: (Certificate & { readonly selfMade: boolean }) | undefined;
}

/** Built by `npm start` before the server runs (scripts/build-console.mjs). */
export const CONSOLE = join(import.meta.dirname, '..', '..', 'console', 'dist');
const USUAL_HTTPS_PORT = 8_443;

/** The port of https: as named, else the usual one, or any free one where http has any free one. */
export const httpsPort = ({ http }: Config): number => http.https.port ?? (http.port === 0 ? 0 : USUAL_HTTPS_PORT);

/** Starts pages, API, sockets: everything a browser sees. */
export function openWeb(config: Config, parts: WebParts, { clock, log }: Tools): Promise<Result<Api>> {
  const { token, ports, people, rooms, review, sipSide, certificate } = parts;
  const { callUs } = config.web;
  return startApi({
    host: config.http.host,
    port: config.http.port,
    token,
    ports,
    access: { ...people.access, may, reach },
    web: { company: config.company.name, realm: config.sip.realm, timeZone: config.company.timeZone, ...(sipSide.webSocket?.secure ? { sipVia: 'WSS' as const } : {}), ...(callUs.number === undefined ? {} : { callUs: callUs.number }) },
    desk: rooms.desk,
    floor: rooms.floor,
    statistics: rooms.statistics,
    listen: rooms.listening,
    review,
    sipWebSocket: () => sipSide.webSocket,
    ...(certificate ? { https: { ...certificate, host: config.http.https.host, port: httpsPort(config) } } : {}),
    trustedProxies: config.http.trustedProxies,
    consoleDir: CONSOLE,
    callFramedBy: callUs.embedIn,
    clock,
    log,
  });
}
