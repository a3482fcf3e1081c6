import type { ReactNode } from 'react';

/** This page by https, where the server has it; undefined when it is secure already (https, or localhost). */
export function secureAddress(httpsPort: number | undefined): string | undefined {
  if (globalThis.isSecureContext || httpsPort === undefined) return undefined;
  const { hostname, pathname, search } = location;
  return `https://${hostname}${httpsPort === 443 ? '' : `:${httpsPort}`}${pathname}${search}`;
}

/** The way to it, written out: people compare it with what they were told. */
export function SecureLink({ httpsPort }: { readonly httpsPort: number | undefined }): ReactNode {
  const address = secureAddress(httpsPort);
  return address === undefined ? null : <a href={address} dir="ltr">{address}</a>;
}
