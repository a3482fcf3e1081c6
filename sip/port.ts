/** PORT. Calls, registrations and transfers, in our words: drachtio-srf on the embedded server / on a real drachtio-server. */
import type { Result, Scope, Signal } from '#core';

/** Why a leg or a dial attempt ended. */
export interface EndCause {
  /** SIP status code of the ending (BYE counts as 200); 487 = cancelled, 408 = no answer from the network. */
  readonly code: number;
  /** Who ended it. `vanished` = stopped answering; `server` = our own decision. */
  readonly by: 'local' | 'remote' | 'vanished' | 'server';
  /** Q.850 cause from a Reason header, when given (RFC 3326). */
  readonly q850?: number;
  readonly text: string;
}

/** A session description the other side sent, to be answered with ours (or refused with a SIP status). */
export interface Offer {
  /** Empty when the other side asks us for the offer (RFC 3264 §5, late offer). */
  readonly sdp: string;
  answer(sdp: string): void;
  refuse(code: number, reason?: string): void;
}

/** A REFER of the other side (RFC 3515). The application accepts or refuses it, then reports the progress. */
export interface Referral {
  /** User part of Refer-To, percent-decoded. */
  readonly target: string;
  /** 202, and NOTIFY 100 Trying at once. */
  accept(): void;
  refuse(code: number, reason?: string): void;
  /** NOTIFY with a sipfrag status line; codes ≥ 200 end the subscription. */
  notify(code: number, reason: string): void;
}

/** An established dialog (RFC 3261 §12). */
export interface Leg {
  readonly sipCallId: string;
  readonly remoteAddress: string;
  /** SDP the other side sent last: its answer (UAC, late offer) or its offer. */
  readonly remoteSdp: string;
  readonly ended: Signal<EndCause>;
  /** re-INVITE or UPDATE with (or asking for) a session description: hold, resume, moved media. */
  readonly reoffered: Signal<Offer>;
  /** What the other side answered, in its ACK, to a description of ours that it had asked for in the call (late offer). */
  readonly answered: Signal<string>;
  /** One key pressed, by SIP INFO (application/dtmf-relay or application/dtmf). */
  readonly key: Signal<{ digit: string; durationMs: number }>;
  readonly referred: Signal<Referral>;
  readonly isEnded: boolean;
  /** Sends a re-INVITE; resolves with the other side's SDP. Guarded by a timer; one at a time. */
  reinvite(sdp: string): Promise<Result<string>>;
  /** In-dialog OPTIONS: true when the other side still knows this dialog. Bounded to 8 s. */
  probe(): Promise<boolean>;
  /** Ends it; safe to call twice; resolves at once locally, the BYE is settled in the background. */
  hangUp(cause: { code: number; by?: EndCause['by']; text: string }): void;
}

/** A call that reached one of our numbers and is not answered yet. */
export interface IncomingCall {
  readonly sipCallId: string;
  /** Request-URI user part: the number dialled. */
  readonly to: string;
  /** From user part and display name, percent-decoded, control characters removed. Personal data. */
  readonly from: { readonly user: string; readonly display: string };
  /** Set when the caller is one of our registered, authenticated agents. */
  readonly agent?: string;
  readonly transport: string;
  readonly remoteAddress: string;
  /** Empty for a late offer. */
  readonly offer: string;
  /** Fires when the caller cancels (or the transaction dies) before an answer. */
  readonly cancelled: Signal<EndCause>;
  ring(): void;
  answer(sdp: string): Promise<Result<Leg>>;
  reject(code: number, reason?: string): void;
}

/** A call on its way to an agent's phone. */
export interface OutgoingCall {
  readonly ringing: Signal<void>;
  /** Resolves with the leg, or with why there is none. Never hangs: bounded by `timeoutMs` and by `cancel`. */
  readonly outcome: Promise<{ ok: true; leg: Leg } | { ok: false; cause: EndCause }>;
  /** CANCEL (or BYE if the 200 crossed it); `outcome` settles as 487. `elsewhere`: somebody else has answered, so phones note no missed call (RFC 3326 §3.1). */
  cancel(text: string, elsewhere?: boolean): void;
}

export interface DialRequest {
  /** Name of the account whose registered contacts are called (all at once, first 2xx wins). */
  readonly account: string;
  /** Instead of an account: this number, by way of the trunk. */
  readonly number?: string;
  readonly sdp: string;
  readonly from: { readonly user: string; readonly display: string };
  readonly timeoutMs: number;
  /** Only contacts of this kind are called; default: those of the newest registration. */
  readonly kind?: PhoneKind;
  /** Extra headers such as X-Huawu-Call; CR and LF are removed. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** `browser`: registered over a WebSocket (RFC 7118), speaks WebRTC. `phone`: everything else. */
export type PhoneKind = 'browser' | 'phone';

/** An account that may register (RFC 3261 §10). Several entries may share a user, each with a login of its own. */
export interface SipAccount {
  readonly user: string;
  /** Digest user name, when it is not `user`: short-lived credentials of a browser. */
  readonly login?: string;
  readonly password: string;
}

export interface RegistrationChange {
  readonly account: string;
  readonly registered: boolean;
  /** The account has a contact it did not have before: a page was loaded anew, a phone was started. It is the newest. */
  readonly fresh?: boolean;
}

/** Things alive in the room; all zero when idle (registrations apart). */
export interface SipCounts {
  readonly legs: number;
  readonly incoming: number;
  readonly outgoing: number;
  readonly registrations: number;
}

/** An account's phones at other servers of the same company, and the calls that other servers have here. */
export interface PhonesElsewhere {
  /** Kinds registered at other servers, as seen half a second ago. */
  kinds(account: string): ReadonlySet<PhoneKind>;
  /** Remote address of the newest phone of each kind at other servers, as of now. Empty while nobody can tell. */
  find(account: string): Promise<ReadonlyMap<PhoneKind, string>>;
  /** Whether another server has a conversation with a phone of this account that is registered here. */
  isCarried(account: string): boolean;
  /** Such a conversation is over; its account. */
  readonly carriedOver: Signal<string>;
}

export interface Sip {
  /** Undefined when this server is alone. `dial` then reaches phones at other servers, too. */
  readonly elsewhere?: PhonesElsewhere;
  readonly incoming: Signal<IncomingCall>;
  readonly registration: Signal<RegistrationChange>;
  /** Here or at another server. */
  isRegistered(account: string): boolean;
  /** Here: kind of the account's newest registration, and all kinds that are registered. */
  phonesOf(account: string): { readonly newest: PhoneKind; readonly kinds: ReadonlySet<PhoneKind> } | undefined;
  /** Here: remote address of an account's newest registration (of this kind); the media address is chosen by it. */
  addressOf(account: string, kind?: PhoneKind): string | undefined;
  dial(request: DialRequest, scope: Scope): OutgoingCall;
  /** Address of the trunk (empty for a name); undefined when there is none. */
  readonly trunk?: string | undefined;
  /** False while the connection to the SIP server is lost; it comes back by itself. */
  readonly isConnected?: boolean;
  /** `proto/host:port` of each listening transport, as the server announced them. */
  readonly addresses: readonly string[];
  counts(): SipCounts;
  /** Refuses new calls with 503 from now on. */
  drain(): void;
  close(): Promise<void>;
}

