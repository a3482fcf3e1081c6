import { readdirSync, readFileSync } from 'node:fs';

/** Processes whose parent is this one (Linux), with their command lines. */
export function childrenOf(parent: number | undefined): { readonly pid: number; readonly command: string }[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      // The name in brackets may hold blanks; the parent is the second field after it.
      const ppid = Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return ppid === parent ? [{ pid: Number(name), command }] : [];
    } catch {
      return [];
    }
  });
}
