import type { Config } from '#config';
import { Fault, type Result, failed, ok } from '#core';
import type { Certificate } from '#api';
import { connectSip, parseDrachtioUrl, type Peers, shareSip, type Sip, type SipAccount, type TrunkAccount } from '#sip';
import { startSipServer } from '#sip-server';
import type { CallSettings } from '../calls/index.ts';
import type { Tools } from './open-server.ts';

export interface SipSide {
  readonly sip: Sip;
  /** `embedded`, or the address of the drachtio-server in use. */
  readonly engine: string;
  /** Where pages' SIP is passed on to; undefined when there is no such listener. */
  readonly webSocket: { readonly host: string; readonly port: number; readonly secure?: boolean } | undefined;
  counts(): Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** Everybody who may register now. */
export type Accounts = () => readonly SipAccount[];

/** Of `ws://host:port` or `wss://host:port`. RFC 6455 §3: their own ports are 80 and 443. */
function hostAndPort(url: string | undefined): SipSide['webSocket'] {
  const parsed = url === undefined ? null : URL.parse(url);
  const secure = parsed?.protocol === 'wss:';
  return parsed ? { host: parsed.hostname.replaceAll(/[[\]]/g, ''), port: Number(parsed.port || (secure ? '443' : '80')), secure } : undefined;
}

type Control = Parameters<typeof connectSip>[0]['control'];

/** Connects the SIP room to the embedded server, or to a real drachtio-server when one is configured. */
export async function openSip(
  config: Config,
  accounts: Accounts,
  settings: () => CallSettings,
  tools: Tools,
  certificate?: Certificate,
  peers?: Peers,
): Promise<Result<SipSide>> {
  if (config.sip.drachtioUrl) {
    const control = parseDrachtioUrl(config.sip.drachtioUrl);
    if (!control.ok) return control;
    const sip = await connect(config, control.value, accounts, settings, tools, peers);
    if (!sip.ok) return sip;
    const engine = `drachtio-server at ${control.value.host}:${control.value.port}`;
    return ok({ sip: sip.value, engine, webSocket: hostAndPort(config.sip.websocketUrl), counts: () => ({}), close: () => sip.value.close() });
  }
  const { host, port, advertise, websocketPort, websocketTlsPort } = config.sip;
  const { clock, random, log } = tools;
  const control = { port: false, secret: random.hex(16) } as const;
  const listen = {
    host, udpPort: port, tcpPort: port,
    ...(websocketPort === undefined ? {} : { wsPort: websocketPort }),
    ...(websocketTlsPort === undefined || !certificate ? {} : { wss: { port: websocketTlsPort, ...certificate } }),
    pipe: { port: 0 },
  };
  const server = await startSipServer({ control, listen, clock, random, log, ...(advertise ? { advertise } : {}) });
  if (!server.ok) return failed(withKeys(server.fault));
  const reached: Control = { host: 'this process', port: 0, secret: control.secret, line: (application) => server.value.attach(application) };
  const sip = await connect(config, reached, accounts, settings, tools, peers);
  if (!sip.ok) {
    await server.value.close();
    return failed(sip.fault);
  }
  return ok({
    sip: sip.value,
    engine: 'embedded server',
    webSocket: server.value.pipePort === undefined ? undefined : { host: '127.0.0.1', port: server.value.pipePort },
    counts: () => ({ ...server.value.counts() }),
    async close() {
      await sip.value.close();
      await server.value.close();
    },
  });
}

/** The SIP server knows ports; which key and variable set them is known here. */
function withKeys(fault: Fault): Fault {
  if (fault.code !== 'sip-server.port-in-use') return fault;
  return new Fault(fault.code, `${fault.message} It is set by sip.port in the configuration or by HUAWU_SIP_PORT (0 = any free port).`, { cause: fault });
}

async function connect(config: Config, control: Control, accounts: Accounts, settings: () => CallSettings, tools: Tools, peers: Peers | undefined): Promise<Result<Sip>> {
  const { clock, random, log } = tools;
  const sip = await connectSip({
    control,
    realm: config.sip.realm,
    accounts,
    acceptsNumber: (user) => isOurs(settings(), user),
    trunk: () => trunkOf(config),
    clock, random, log,
  });
  return sip.ok && peers ? ok(shareSip(sip.value, peers, tools)) : sip;
}

function trunkOf({ sip: { trunk } }: Config): TrunkAccount | undefined {
  return trunk && (Object.fromEntries(Object.entries(trunk).filter(([, value]) => value !== undefined)) as unknown as TrunkAccount);
}

/** Numbers of flows and queues and feature codes, as they are now. */
function isOurs({ numbers, queues, featureCodes: { ready, notReady } }: CallSettings, user: string): boolean {
  return numbers.has(user) || user === ready || user === notReady || [...queues.values()].some(({ number }) => number === user);
}
