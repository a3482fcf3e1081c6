import { devices } from './devices.ts';

let element: HTMLAudioElement | undefined;

type Sink = HTMLAudioElement & { readonly sinkId?: string; setSinkId?(id: string): Promise<void> };

/** Plays the call on the chosen output; `onBlocked` when the browser wants a click first. */
export function playThrough(stream: MediaStream, onBlocked: () => void): void {
  const own = speaker();
  own.srcObject = stream;
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
  await route(speaker(), devices.get().output);
}

/** A node whose sound comes out of this device, and what it plays as a stream for a meter. */
export function outletOf(context: AudioContext, device: string | undefined): { readonly node: AudioNode; readonly stream: MediaStream; close(): void } {
  const node = context.createMediaStreamDestination();
  const element = new Audio();
  element.srcObject = node.stream;
  // Where the page may not sound yet it stays silent; the offer is seen anyway.
  void element.play().catch(() => undefined);
  void route(element, device);
  return {
    node,
    stream: node.stream,
    close() {
      element.pause();
      element.srcObject = null;
    },
  };
}

/** A device that is no longer there gives way to the one of the system; a sound on another device is better than none. */
async function route(element: Sink, device = ''): Promise<void> {
  if (element.setSinkId === undefined || (device === '' && element.sinkId === '')) return;
  await element.setSinkId(device).catch(() => element.setSinkId?.('')).catch(() => undefined);
}

function speaker(): HTMLAudioElement {
  if (element !== undefined) return element;
  element = new Audio();
  element.autoplay = true;
  // Chromium refuses the device while there is nothing to play yet.
  element.addEventListener('loadedmetadata', () => void applyOutput());
  return element;
}
