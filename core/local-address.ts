import { BlockList, isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';

/** The IPv4 address of this machine to tell a peer at `remote`: the one on its network, else the advertised or first one. */
export function localAddressFor(remote: string, advertised?: string): string {
  if (remote.startsWith('127.')) return '127.0.0.1';
  const own = Object.values(networkInterfaces())
    .flat()
    .filter((i) => i !== undefined && i.family === 'IPv4');
  for (const address of own) {
    if (!address?.cidr || !isIPv4(remote)) continue;
    const subnet = new BlockList();
    subnet.addSubnet(address.address, Number(address.cidr.split('/')[1]), 'ipv4');
    if (subnet.check(remote, 'ipv4')) return address.address;
  }
  return advertised ?? own.find((i) => !i?.internal)?.address ?? '127.0.0.1';
}
