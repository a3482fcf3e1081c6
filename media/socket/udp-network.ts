/** Hears one datagram. `data` may be changed in place until the next datagram of this socket. */
export type Receive = (data: Uint8Array, address: string, port: number) => void;

export interface UdpSocket {
  /** Sends `length` bytes from `offset`; they must stay as they are until the next `flush`. Lost datagrams are not told. */
  send(data: Uint8Array, offset: number, length: number, port: number, address: string): void;
  close(): Promise<void>;
}

/** Why a port could not be had: somebody else has it, or another reason in the system's words. */
export type BindRefusal = { readonly inUse: true } | { readonly inUse: false; readonly reason: string };

/** PORT. Datagrams: node:dgram / memory in unit tests; batched system calls (recvmmsg, sendmmsg) fit here later. */
export interface UdpNetwork {
  bind(address: string, port: number, receive: Receive): Promise<{ ok: true; socket: UdpSocket } | ({ ok: false } & BindRefusal)>;
  /** Ends a burst of sends; an adapter that gathers datagrams sends them now. */
  flush(): void;
}
