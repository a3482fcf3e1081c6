import { machineNetwork } from '#media';
import { type OpenPhoneSocket, SimAudio } from '#test/simulators/phone/index';

/** How often the phones look what has arrived, in ms. */
const LOOK_MS = 20;
/** Below the range from which Linux takes ports by itself. */
const FIRST_PORT = 20_000;
const PORTS = 12_000;

/**
 * RTP sockets of the simulated phones that are asked every 20 ms. A socket that wakes its reader for every packet makes
 * the sender pay for the waking: 2.8 µs more per packet of the server here, which phones at the end of a cable do not cost.
 */
export function loadSockets() {
  const network = machineNetwork();
  const timer = setInterval(() => network.receive(), LOOK_MS);
  let next = FIRST_PORT + Math.floor(Math.random() * PORTS);
  const openSocket: OpenPhoneSocket = async (host, receive) => {
    for (let attempt = 0; attempt < PORTS; attempt++) {
      const port = next;
      next = FIRST_PORT + ((next + 1 - FIRST_PORT) % PORTS);
      const bound = await network.bind(host, port, receive);
      if (!bound.ok && bound.inUse) continue;
      if (!bound.ok) throw new Error(bound.reason);
      const { socket } = bound;
      return { address: host, port, send: (data, to, at) => socket.send(data, 0, data.length, to, at), close: () => void socket.close() };
    }
    throw new Error('no port is free for the audio of a simulated phone');
  };
  return { openAudio: () => SimAudio.open('127.0.0.1', openSocket), stop: () => clearInterval(timer) };
}
