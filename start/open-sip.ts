import type { Config } from '#config';
import { Fault, type Result, failed, ok } from '#core';
import { connectSip, parseDrachtioUrl, type Sip } from '#sip';
import { startSipServer } from '#sip-server';
import type { CallSettings } from '../calls/index.ts';
import type { AgentAccount } from './agent-passwords.ts';
import type { Tools } from './open-server.ts';

export interface SipSide {
  readonly sip: Sip;
  /** `embedded`, or the address of the drachtio-server in use. */
  readonly engine: string;
  counts(): Readonly<Record<string, number>>;
  close(): Promise<void>;
}

type Control = { host: string; port: number; secret: string };

/** Connects the SIP room to the embedded server, or to a real drachtio-server when one is configured. */
export async function openSip(
  config: Config,
  accounts: readonly AgentAccount[],
  settings: CallSettings,
  tools: Tools,
): Promise<Result<SipSide>> {
  if (config.sip.drachtioUrl) {
    const control = parseDrachtioUrl(config.sip.drachtioUrl);
    if (!control.ok) return control;
    const sip = await connect(config, control.value, accounts, settings, tools);
    if (!sip.ok) return sip;
    const engine = `drachtio-server at ${control.value.host}:${control.value.port}`;
    return ok({ sip: sip.value, engine, counts: () => ({}), close: () => sip.value.close() });
  }
  const { host, port, advertise } = config.sip;
  const { clock, random, log } = tools;
  const control = { host: '127.0.0.1', port: 0, secret: random.hex(16) };
  const listen = { host, udpPort: port, tcpPort: port };
  const server = await startSipServer({ control, listen, clock, random, log, ...(advertise ? { advertise } : {}) });
  if (!server.ok) return failed(withKeys(server.fault));
  const reached = { ...control, port: server.value.controlPort };
  const sip = await connect(config, reached, accounts, settings, tools);
  if (!sip.ok) {
    await server.value.close();
    return failed(sip.fault);
  }
  return ok({
    sip: sip.value,
    engine: 'embedded server',
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

function connect(config: Config, control: Control, accounts: readonly AgentAccount[], settings: CallSettings, tools: Tools) {
  const { clock, random, log } = tools;
  const known = accounts.map(({ extension, password }) => ({ user: extension, password }));
  const { ready, notReady } = settings.featureCodes;
  const queueNumbers = [...settings.queues.values()].map(({ number }) => number);
  const numbers = new Set([...settings.numbers.keys(), ...queueNumbers, ready, notReady]);
  return connectSip({
    control,
    realm: config.sip.realm,
    accounts: () => known,
    acceptsNumber: (user) => numbers.has(user),
    clock, random, log,
  });
}
