import type { Server } from 'node:net';

/** Listens and resolves with the port bound (0 asks for any free one). Rejects when it cannot be had. */
export async function listenOn(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  // Running out of descriptors refuses single connections; the listener goes on.
  server.on('error', () => {});
  const bound = server.address();
  return bound !== null && typeof bound === 'object' ? bound.port : port;
}
