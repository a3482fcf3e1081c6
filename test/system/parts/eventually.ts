export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Asks every 50 ms until there is something; throws after `ms`, which is long enough for busy machines, with the name of what was missing. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined | false> | T | undefined | false, ms = 30_000): Promise<T> {
  const deadline = performance.now() + ms;
  for (;;) {
    const found = await ask();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`waited ${ms} ms in vain for ${what}`);
    await pause(50);
  }
}
