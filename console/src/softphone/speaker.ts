import { devices } from './devices.ts';

let element: HTMLAudioElement | undefined;

type Sink = HTMLAudioElement & { setSinkId?(id: string): Promise<void> };

/** Plays the call on the chosen output; `onBlocked` when the browser wants a click first. */
export function playThrough(stream: MediaStream, onBlocked: () => void): void {
  const own = speaker();
  own.srcObject = stream;
  void applyOutput();
  void own.play().catch((error: unknown) => {
    if (error instanceof Error && error.name === 'NotAllowedError') onBlocked();
  });
}

/** To be called by a click, after `onBlocked`. */
export function playNow(): void {
  void speaker().play().catch(() => undefined);
}

/** Sends the sound to the chosen output, where the browser lets pages choose. */
export async function applyOutput(): Promise<void> {
  const { output } = devices.get();
  const own: Sink = speaker();
  if (output !== undefined) await own.setSinkId?.(output).catch(() => own.setSinkId?.(''));
}

function speaker(): HTMLAudioElement {
  element ??= new Audio();
  element.autoplay = true;
  return element;
}
