/** Hears one datagram. `data` may be changed in place; it is gone when this returns. */
export type Receive = (data: Uint8Array, address: string, port: number) => void;

export interface UdpSocket {
  /** Sends `length` bytes from `offset`; the memory is the caller's again when this returns. Lost datagrams are not told. */
  send(data: Uint8Array, offset: number, length: number, port: number, address: string): void;
  close(): Promise<void>;
}

/** Why a port could not be had: somebody else has it, or another reason in the system's words. */
export type BindRefusal = { readonly inUse: true } | { readonly inUse: false; readonly reason: string };

/** PORT. Datagrams: node:dgram / sockets of the C library that are asked / memory in unit tests. */
export interface UdpNetwork {
  bind(address: string, port: number, receive: Receive): Promise<{ ok: true; socket: UdpSocket } | ({ ok: false } & BindRefusal)>;
  /** Hands over what has arrived, for adapters that wait to be asked; called every 10 ms. */
  receive(): void;
  /** What `work` sends may be gathered; it is on its way when this returns. Bursts may lie in bursts. */
  burst(work: () => void): void;
}
