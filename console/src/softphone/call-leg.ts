import type { UA } from 'jssip';
import type { Audio } from './phone-state.ts';

export type Session = ReturnType<UA['call']>;

/** How long a key sounds and the pause after it, ms (RFC 4733 leaves both to the sender). */
const KEY_MS = 160;
const PAUSE_MS = 70;
/** Audio arrives every 20 ms; without any for so long it is interrupted. */
const SILENT_MS = 1_500;
const LOOK_EVERY_MS = 500;

/** One SIP session of the browser's phone, its sound and its microphone. */
export class CallLeg {
  readonly callId: string;
  readonly session: Session;
  readonly remote = new MediaStream();
  microphone: MediaStream | undefined;
  #audio: Audio = 'connecting';
  #received = 0;
  #receivedAt = performance.now();
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #onAudio: (audio: Audio) => void;

  /** `onSound`: the other side's sound is in `remote`, and not before: Chromium never plays a stream that began empty. */
  constructor(callId: string, session: Session, onAudio: (audio: Audio) => void, onSound: (remote: MediaStream) => void) {
    this.callId = callId;
    this.session = session;
    this.#onAudio = onAudio;
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY_MS);
    session.on('peerconnection', ({ peerconnection }) => {
      peerconnection.addEventListener('track', (event) => {
        this.remote.addTrack(event.track);
        onSound(this.remote);
      });
    });
  }

  answer(microphone: MediaStream): void {
    this.microphone = microphone;
    // No servers: the media server has an address that the page can reach (ICE-lite, RFC 8445 §2.5).
    this.session.answer({ mediaStream: microphone, pcConfig: { iceServers: [] }, mediaConstraints: { audio: true, video: false } });
  }

  mute(on: boolean): void {
    if (on) this.session.mute({ audio: true });
    else this.session.unmute({ audio: true });
  }

  /** RFC 4733 by the browser; false when it cannot, then the server has to make the key. */
  key(digits: string): boolean {
    const sender = this.#audioSender()?.dtmf;
    if (!sender?.canInsertDTMF) return false;
    sender.insertDTMF(sender.toneBuffer + digits, KEY_MS, PAUSE_MS);
    return true;
  }

  async useMicrophone(microphone: MediaStream): Promise<void> {
    const track = microphone.getAudioTracks()[0];
    if (track === undefined) return;
    const muted = this.session.isMuted().audio === true;
    track.enabled = !muted;
    await this.#audioSender()?.replaceTrack(track);
    this.microphone = microphone;
  }

  /** Nothing is sent: a leg that was replaced is ended by the server. */
  letGo(): void {
    clearInterval(this.#timer);
    (this.session.connection as RTCPeerConnection | null)?.close();
  }

  #audioSender(): RTCRtpSender | undefined {
    const connection = this.session.connection as RTCPeerConnection | null;
    return connection?.getTransceivers()[0]?.sender;
  }

  async #look(): Promise<void> {
    const connection = this.session.connection as RTCPeerConnection | null;
    if (connection === null || connection === undefined || connection.connectionState === 'closed') return;
    let received = 0;
    for (const report of (await connection.getStats()).values()) {
      const each = report as { readonly type: string; readonly packetsReceived?: number };
      if (each.type === 'inbound-rtp') received += each.packetsReceived ?? 0;
    }
    const now = performance.now();
    if (received !== this.#received) {
      this.#received = received;
      this.#receivedAt = now;
    }
    this.#tell(received === 0 ? 'connecting' : now - this.#receivedAt > SILENT_MS ? 'interrupted' : 'flowing');
  }

  #tell(audio: Audio): void {
    if (audio === this.#audio) return;
    this.#audio = audio;
    this.#onAudio(audio);
  }
}
