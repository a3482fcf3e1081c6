import koffi from 'koffi';

/** Where a buffer's memory is. Numbers pass to C at half the price of buffers. */
export type Pointer = number;

/** The calls of the C library that batched sockets need (Linux, glibc; man 2 of each). All of them return at once. */
export interface Libc {
  socket(domain: number, type: number, protocol: number): number;
  bind(fd: number, address: Buffer, length: number): number;
  close(fd: number): number;
  epollCreate(flags: number): number;
  epollControl(epoll: number, operation: number, fd: number, event: Buffer | null): number;
  epollWait(epoll: number, events: Pointer, most: number, timeoutMs: number): number;
  recvfrom(fd: number, data: Pointer, length: number, flags: number, from: Pointer, fromLength: Pointer): number;
  sendto(fd: number, data: Pointer, length: number, flags: number, to: Pointer, toLength: number): number;
  /** Code of the last failure of this thread. */
  errno(): number;
  /** Good for as long as the buffer is held; not for small ones from node's pool, whose memory is shared. */
  pointer(buffer: Buffer): Pointer;
}

/** Numbers of <sys/socket.h>, <sys/epoll.h> and <errno.h> on Linux, the same on x64 and arm64. */
export const C = {
  AF_INET: 2,
  SOCK_DGRAM: 2,
  SOCK_NONBLOCK: 0o4000,
  SOCK_CLOEXEC: 0o2000000,
  MSG_DONTWAIT: 0x40,
  EPOLL_CLOEXEC: 0o2000000,
  EPOLL_CTL_ADD: 1,
  EPOLLIN: 1,
  EADDRINUSE: 98,
} as const;

let loaded: Libc | undefined;

/** Undefined where there is no such library (not Linux, not glibc). */
export function loadLibc(): Libc | undefined {
  if (loaded || process.platform !== 'linux') return loaded;
  try {
    const library = koffi.load('libc.so.6');
    loaded = {
      socket: library.func('int socket(int, int, int)'),
      bind: library.func('int bind(int, const void *, uint32_t)'),
      close: library.func('int close(int)'),
      epollCreate: library.func('int epoll_create1(int)'),
      epollControl: library.func('int epoll_ctl(int, int, int, void *)'),
      epollWait: library.func('int epoll_wait(int, uintptr_t, int, int)'),
      recvfrom: library.func('int64_t recvfrom(int, uintptr_t, size_t, int, uintptr_t, uintptr_t)'),
      sendto: library.func('int64_t sendto(int, uintptr_t, size_t, int, uintptr_t, uint32_t)'),
      errno: () => koffi.errno(),
      pointer: (buffer) => Number(koffi.address(buffer)),
    };
  } catch {
    loaded = undefined;
  }
  return loaded;
}
