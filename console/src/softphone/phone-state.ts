import type { MicrophoneProblem } from './microphone.ts';

/**
 * off ──start──▶ connecting ──REGISTER 200──▶ ready ──socket closed──▶ lost ──reconnected──▶ ready
 *                    └──403, no credentials──▶ refused ──again, 1–30 s──▶ connecting
 * elsewhere: another tab holds the phone; `desk-phone`: the agent uses a SIP phone, the page registers none.
 */
export type Line = 'off' | 'connecting' | 'ready' | 'lost' | 'refused' | 'elsewhere' | 'desk-phone';

export interface PhoneOffer {
  readonly callId: string;
  readonly queue: string;
  readonly from: string;
}

/** `interrupted`: no audio arrives for the moment, the call itself is still there. `blocked`: the browser waits for a click. */
export type Audio = 'connecting' | 'flowing' | 'interrupted' | 'blocked';

export interface PhoneCall {
  readonly callId: string;
  readonly muted: boolean;
  readonly audio: Audio;
}

export interface PhoneState {
  readonly line: Line;
  readonly offer?: PhoneOffer;
  readonly call?: PhoneCall;
  /** The agent answered; the microphone is being opened. */
  readonly answering: boolean;
  readonly problem?: MicrophoneProblem;
}

export const noPhone: PhoneState = { line: 'off', answering: false };
