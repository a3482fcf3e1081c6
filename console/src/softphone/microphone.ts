/** Why there is no microphone; every kind has words that say the way out. */
export type MicrophoneProblem = 'insecure' | 'denied' | 'no-device' | 'busy' | 'unplugged' | 'unknown';

export class NoMicrophone extends Error {
  readonly problem: MicrophoneProblem;

  constructor(problem: MicrophoneProblem) {
    super(`no microphone: ${problem}`);
    this.problem = problem;
  }
}

/** Opens the chosen microphone, or the preset one when the chosen is gone. Throws `NoMicrophone`. */
export async function openMicrophone(deviceId: string | undefined): Promise<MediaStream> {
  const devices = mediaDevices();
  if (devices === undefined) throw new NoMicrophone('insecure');
  const wanted = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  try {
    if (deviceId !== undefined) return await devices.getUserMedia({ audio: { ...wanted, deviceId: { exact: deviceId } } });
  } catch (error) {
    if (problemOf(error) === 'denied') throw new NoMicrophone('denied');
  }
  try {
    return await devices.getUserMedia({ audio: wanted });
  } catch (error) {
    throw new NoMicrophone(problemOf(error));
  }
}

/** Names of `DOMException`s: Media Capture and Streams §10.2.1 */
export function problemOf(error: unknown): MicrophoneProblem {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'no-device';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'unknown';
}

export function stopTracks(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Undefined on pages that did not come over https (or from localhost). */
export function mediaDevices(): MediaDevices | undefined {
  return navigator.mediaDevices as MediaDevices | undefined;
}
