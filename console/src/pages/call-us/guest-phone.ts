import type { CallUs } from '#contract';
import type { UA } from 'jssip';
import { microphoneProblem, type Problem, ticketProblem } from './visit.ts';

/** What the phone tells the page. */
export interface GuestPhoneEar {
  microphone(): void;
  answered(): void;
  /** The network is not good enough just now; the call goes on. */
  weak(on: boolean): void;
  ended(lost: boolean): void;
  problem(problem: Problem): void;
}

export interface GuestPhone {
  mute(on: boolean): void;
  /** One key as RFC 4733 telephone-event. */
  key(key: string): void;
  hangUp(): void;
}

type Session = ReturnType<UA['call']>;
type DtmfOptions = NonNullable<Parameters<Session['sendDTMF']>[1]>;

/** A key sounds so long and then pauses so long, ms (RFC 4733 §2.5.1 leaves it to us; IVRs want at least 40). */
const KEY = { duration: 160, interToneGap: 70, transportType: 'RFC2833' } as DtmfOptions;

/** How long the ringing may take, s. */
const NO_ANSWER_SECONDS = 30;

/** The telephone itself is loaded by the click, not with the page. */
type Sip = typeof import('jssip');

/** Calls the company; `speaker` plays what comes back. Everything is let go when the call ends. */
export function callCompany(speaker: HTMLAudioElement, ear: GuestPhoneEar, now: () => number): GuestPhone {
  const stop = new AbortController();
  let session: Session | undefined;
  const over = (tell: () => void): void => {
    if (stop.signal.aborted) return;
    stop.abort();
    tell();
  };
  const made = (own: Session): void => {
    session = own;
  };
  start({ speaker, ear, stopped: stop.signal, over, made }, now).catch(() => over(() => ear.problem({ code: 'network' })));
  return {
    mute: (on) => (on ? session?.mute({ audio: true }) : session?.unmute({ audio: true })),
    key: (key) => session?.sendDTMF(key, KEY),
    hangUp: () => over(() => ear.ended(false)),
  };
}

/** What belongs to one call. */
interface Calling {
  readonly speaker: HTMLAudioElement;
  readonly ear: GuestPhoneEar;
  readonly stopped: AbortSignal;
  /** Ends everything, and tells why, once. */
  readonly over: (tell: () => void) => void;
  readonly made: (session: Session) => void;
}

async function start(calling: Calling, now: () => number): Promise<void> {
  const { ear, stopped, over } = calling;
  const fail = (problem: Problem): void => over(() => ear.problem(problem));
  if (!globalThis.isSecureContext) return fail({ code: 'insecure' });
  if (!('RTCPeerConnection' in globalThis) || navigator.mediaDevices === undefined) return fail({ code: 'browser' });
  const loading = import('jssip');
  // Told below, after the microphone: a problem of that comes first.
  loading.catch(() => undefined);
  const microphone = await openMicrophone();
  if (!(microphone instanceof MediaStream)) return fail(microphone);
  if (stopped.aborted) return letGo(microphone);
  stopped.addEventListener('abort', () => letGo(microphone));
  ear.microphone();
  const sip = await loading;
  const ticket = await askForTicket(stopped, now);
  if (stopped.aborted) return;
  if ('code' in ticket) fail(ticket);
  else connect(sip, ticket, microphone, calling);
}

async function openMicrophone(): Promise<MediaStream | Problem> {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } });
  } catch (error) {
    return microphoneProblem(error instanceof Error ? error.name : '');
  }
}

async function askForTicket(signal: AbortSignal, now: () => number): Promise<CallUs | Problem> {
  try {
    const answer = await fetch('/api/call-us', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}', signal });
    if (!answer.ok) return ticketProblem(answer.status, answer.headers.get('retry-after'), now());
    return (await answer.json()) as CallUs;
  } catch {
    return { code: 'network' };
  }
}

function connect(sip: Sip, ticket: CallUs, microphone: MediaStream, calling: Calling): void {
  const { ear, stopped, over, made } = calling;
  const host = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}`;
  const socket = new sip.WebSocketInterface(`${host}${ticket.path}`);
  // Our web server ends TLS: what counts is how the SIP server behind it is spoken to, and some believe only that Via.
  socket.via_transport = ticket.via ?? 'WS';
  const phone = new sip.UA({
    sockets: [socket],
    uri: `sip:${ticket.account}@${ticket.realm}`,
    register: false,
    no_answer_timeout: NO_ANSWER_SECONDS,
  });
  let called = false;
  let answered = false;
  phone.on('connected', () => {
    if (called || stopped.aborted) return;
    called = true;
    made(dial(sip, phone, ticket, microphone, calling, () => (answered = true)));
  });
  // The ticket opens one connection. Lost before the answer, the call cannot come; lost later, the sound may well go on.
  phone.on('disconnected', () => (answered ? ear.weak(true) : over(() => ear.problem({ code: 'network' }))));
  stopped.addEventListener('abort', () => phone.stop());
  phone.start();
}

function dial({ C }: Sip, phone: UA, ticket: CallUs, microphone: MediaStream, { speaker, ear, over }: Calling, answered: () => void): Session {
  return phone.call(`sip:${ticket.number}@${ticket.realm}`, {
    mediaStream: microphone,
    pcConfig: { iceServers: [] },
    eventHandlers: {
      peerconnection: ({ peerconnection }: { peerconnection: RTCPeerConnection }) => listen(peerconnection, speaker, ear),
      accepted: () => {
        answered();
        ear.answered();
      },
      failed: ({ cause }: { cause: string }) => over(() => ear.problem({ code: isNetwork(C, cause) ? 'network' : 'refused' })),
      ended: ({ cause }: { cause: string }) => over(() => ear.ended(isNetwork(C, cause))),
    },
  });
}

function listen(connection: RTCPeerConnection, speaker: HTMLAudioElement, ear: GuestPhoneEar): void {
  connection.addEventListener('track', ({ track, streams }) => {
    speaker.srcObject = streams[0] ?? new MediaStream([track]);
    // Refused only without a click, and there was one.
    speaker.play().catch(() => ear.weak(true));
  });
  connection.addEventListener('iceconnectionstatechange', () => ear.weak(connection.iceConnectionState === 'disconnected'));
}

function isNetwork(C: Sip['C'], cause: string): boolean {
  const { CONNECTION_ERROR, REQUEST_TIMEOUT, RTP_TIMEOUT, WEBRTC_ERROR } = C.causes;
  return [CONNECTION_ERROR, REQUEST_TIMEOUT, RTP_TIMEOUT, WEBRTC_ERROR].some((each) => each === cause);
}

function letGo(microphone: MediaStream): void {
  for (const track of microphone.getTracks()) track.stop();
}
