import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { type Config, variableOf } from '#config';
import type { Check, Finding, Patient } from './finding.ts';
import { type Holder, type Kind, holderOfPort } from './port-holder.ts';

/** Taken when the configuration names none (`http.https.port`). */
const USUAL_HTTPS_PORT = 8_443;

export interface WantedPort {
  readonly kind: Kind;
  readonly host: string;
  readonly port: number;
  /** Key of the configuration that sets it. */
  readonly key: string;
}

/** Ports of the configuration; those that are chosen at start (0) cannot be taken. */
export function wantedPorts({ http, sip, media }: Config): WantedPort[] {
  const own: WantedPort[] = [{ kind: 'tcp', host: http.host, port: http.port, key: 'http.port' }];
  const { enabled, host, port = http.port === 0 ? 0 : USUAL_HTTPS_PORT } = http.https;
  if (enabled) own.push({ kind: 'tcp', host, port, key: 'http.https.port' });
  if (sip.drachtioUrl === undefined) {
    for (const kind of ['udp', 'tcp'] as const) own.push({ kind, host: sip.host, port: sip.port, key: ['sip', 'port'].join('.') });
    const { websocketPort = 0, websocketTlsPort = 0 } = sip;
    own.push({ kind: 'tcp', host: sip.host, port: websocketPort, key: 'sip.websocketPort' }, { kind: 'tcp', host: sip.host, port: websocketTlsPort, key: 'sip.websocketTlsPort' });
  }
  own.push({ kind: 'udp', host: '0.0.0.0', port: media.rtpPortFrom, key: 'media.rtpPortFrom' });
  return own.filter(({ port }) => port !== 0);
}

/** Each port of the configuration: free, or held by our running server. */
export const checkPorts: Check = async (patient) => {
  const findings: Finding[] = [];
  for (const wanted of wantedPorts(patient.config)) {
    const refusal = await tryPort(wanted);
    findings.push(judgePort(wanted, refusal, refusal === 'EADDRINUSE' ? holderOfPort(wanted.kind, wanted.port) : undefined, patient));
  }
  return findings;
};

/** `refusal`: the system's code when the port could not be opened. */
export function judgePort({ kind, port, key, host }: WantedPort, refusal: string | undefined, holder: Holder | undefined, { server, terminal: { words } }: Pick<Patient, 'server' | 'terminal'>): Finding {
  const what = words(`port ${port}/${kind} (${key})`, `端口 ${port}/${kind}(${key})`);
  if (refusal === undefined) return { status: 'ok', what, found: words('free', '空闲') };
  if (refusal === 'EADDRINUSE') {
    // Without /proc or as another user the holder stays unknown; then the running server is the likely one.
    const ours = server !== undefined && (holder === undefined || holder.pid === server);
    if (ours) return { status: 'ok', what, found: words(`held by the running server (process ${server})`, `由运行中的服务器占用(进程 ${server})`) };
    const who = holder ? words(`${holder.program} (process ${holder.pid})`, `${holder.program}(进程 ${holder.pid})`) : words('another program', '其他程序');
    return { status: 'fail', what, found: words(`taken by ${who}`, `被${who}占用`), mend: words(`stop that program, or change ${setBy(key)}`, `停止该程序,或修改 ${setBy(key)}`) };
  }
  if (refusal === 'EACCES') return { status: 'fail', what, found: words('not allowed for this user', '当前用户无权使用'), mend: words(`choose ${key} above 1023, or start as root`, `将 ${key} 设为 1023 以上,或以 root 启动`) };
  return { status: 'fail', what, found: words(`${host} cannot be listened on (${refusal})`, `无法监听 ${host}(${refusal})`), mend: words(`use an address of this machine for ${key.replace(/\w+$/, 'host')}`, `${key.replace(/\w+$/, 'host')} 请使用本机地址`) };
}

/** The key, and the environment variable that goes before it. */
function setBy(key: string): string {
  const variable = variableOf(key);
  return variable === undefined ? key : `${key} (${variable})`;
}

function tryPort({ kind, host, port }: WantedPort): Promise<string | undefined> {
  return new Promise((resolve) => {
    const failed = (error: Error & { code?: string }) => resolve(error.code ?? error.message);
    if (kind === 'udp') {
      const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4').once('error', failed);
      socket.bind(port, host, () => socket.close(() => resolve(undefined)));
    } else {
      const server = createServer().once('error', failed);
      server.listen(port, host, () => server.close(() => resolve(undefined)));
    }
  });
}
