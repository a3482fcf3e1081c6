import { Fault, type Result, failed, ok } from '#core';

export interface DrachtioAddress {
  readonly host: string;
  readonly port: number;
  readonly secret: string;
}

/** Reads `host:port:secret` (IPv6 in brackets; the secret may hold colons). Fault: `sip.bad-drachtio-url`. */
export function parseDrachtioUrl(text: string): Result<DrachtioAddress> {
  const match = /^(?:\[([0-9A-Fa-f:.]+)\]|([^:[\]\s]+)):(\d{1,5}):(\S+)$/.exec(text.trim());
  const [, ipv6, name, portText, secret] = match ?? [];
  const host = ipv6 ?? name;
  const port = Number(portText);
  if (host === undefined || secret === undefined || port < 1 || port > 65535) {
    return failed(new Fault('sip.bad-drachtio-url', 'DRACHTIO_URL must look like host:port:secret, for example 127.0.0.1:9022:cymru'));
  }
  return ok({ host, port, secret });
}
