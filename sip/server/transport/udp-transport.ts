import { createSocket, type Socket } from 'node:dgram';
import { connectedProbe } from './udp-probe.ts';
import type { Arrival, Flow, Transport } from './port.ts';

export interface UdpOptions {
  readonly host: string;
  readonly port: number;
  /** What to call ourselves towards an address. */
  readonly localFor: (remote: string) => string;
  readonly arrived: (arrival: Arrival) => void;
}

/** Socket buffers of a busy trunk: 2 MB hold about 2 s of 1,000 calls/s. The kernel may allow less. */
const BUFFER_BYTES = 2 * 1024 * 1024;

/** Adapter: one UDP socket (IPv4). Rejects when the port cannot be had. */
export async function openUdp(options: UdpOptions): Promise<Transport & { probe: (flow: Flow, failed: () => void) => void }> {
  const socket = createSocket({
    type: 'udp4',
    // Addresses are literals here; the default look-up would cost a tick and a promise per packet.
    lookup: (host, _options, done) => done(null, host, 4),
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ port: options.port, address: options.host, exclusive: true }, () => {
      socket.removeListener('error', reject);
      resolve();
    });
  });
  // A send error is told to its sender; the socket itself stays usable.
  socket.on('error', () => {});
  enlargeBuffers(socket);
  const port = socket.address().port;
  const flowTo = (address: string, remotePort: number): Flow => new UdpFlow(socket, port, address, remotePort, options.localFor(address));
  socket.on('message', (data, from) => {
    options.arrived({ text: data.toString('latin1'), flow: flowTo(from.address, from.port) });
  });
  return {
    protocol: 'udp',
    port,
    connections: 0,
    flowTo,
    probe: (flow, failed) => connectedProbe(flow.address, flow.port, failed),
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

const NOTHING_TO_BREAK = (): void => {};

/** One comes with every packet, and some stay for the 32 s of a transaction. */
class UdpFlow implements Flow {
  readonly protocol = 'udp';
  readonly reliable = false;
  readonly alive = true;
  readonly #socket: Socket;
  readonly address: string;
  readonly port: number;
  readonly localAddress: string;
  readonly localPort: number;

  constructor(socket: Socket, localPort: number, address: string, port: number, localAddress: string) {
    this.#socket = socket;
    this.localPort = localPort;
    this.address = address;
    this.port = port;
    this.localAddress = localAddress;
  }

  send(text: string, failed?: () => void): void {
    try {
      this.#socket.send(Buffer.from(text, 'latin1'), this.port, this.address, failed && ((error) => error && failed()));
    } catch {
      // Closed in the meantime, or an impossible address: the caller hears of it like of any other failure.
      if (failed) queueMicrotask(failed);
    }
  }

  onBreak(): () => void {
    return NOTHING_TO_BREAK;
  }
}

function enlargeBuffers(socket: Socket): void {
  try {
    socket.setRecvBufferSize(BUFFER_BYTES);
    socket.setSendBufferSize(BUFFER_BYTES);
  } catch {
    // Smaller buffers only mean more retransmissions under load.
  }
}
