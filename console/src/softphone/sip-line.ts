import { UA, WebSocketInterface } from 'jssip';
import type { RTCSessionEvent } from 'jssip/lib/UA';
import type { Softphone } from '#contract';
import { post } from '../api/client.ts';
import { retryDelay } from '../live/retry-delay.ts';
import { serverNow } from '../time/server-clock.ts';
import type { Session } from './call-leg.ts';
import type { Line } from './phone-state.ts';

export interface LineEar {
  line(line: Line): void;
  /** An INVITE arrived; the headers are already read. */
  invited(session: Session, headers: InviteHeaders): void;
}

export interface InviteHeaders {
  readonly callId: string;
  readonly queue: string;
  readonly from: string;
  /** The server calls a page that was reloaded in mid-call: answer by itself. */
  readonly resume: boolean;
}

/** New credentials are fetched so long before the old ones end, ms; of short ones after half their life. */
const RENEW_BEFORE_MS = 5 * 60_000;
/** However soon they end. */
const RENEW_EVERY_MS = 1_000;
const RECOVERY_SECONDS = { shortest: 1, longest: 2 };

/** The registration of the browser's phone: credentials, WebSocket, REGISTER, and all of them again when they end. */
export class SipLine {
  readonly #ear: LineEar;
  readonly #socketOf = ({ path, via = 'WS' }: Softphone): WebSocketInterface => {
    const socket = new WebSocketInterface(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`);
    // Our web server ends TLS: what counts is how the SIP server behind it is spoken to, and some believe only that Via.
    socket.via_transport = via;
    return socket;
  };
  #phone: UA | undefined;
  #socket: WebSocketInterface | undefined;
  #renewal: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #stopped = false;

  constructor(ear: LineEar) {
    this.#ear = ear;
    addEventListener('offline', this.#offline);
    addEventListener('online', this.#online);
    void this.#begin();
  }

  /** Leaves the registrar. With `quietly` nothing is sent: the call goes on for another tab. */
  stop(quietly: boolean): void {
    this.#stopped = true;
    removeEventListener('offline', this.#offline);
    removeEventListener('online', this.#online);
    clearTimeout(this.#renewal);
    if (quietly) this.#socket?.disconnect();
    this.#phone?.stop();
  }

  async #begin(): Promise<void> {
    this.#ear.line('connecting');
    try {
      const credentials = await post<Softphone>('/api/softphone');
      if (this.#stopped) return;
      if (this.#phone === undefined) this.#register(credentials);
      else this.#use(this.#phone, credentials);
      this.#renewLater(credentials);
    } catch {
      this.#again();
    }
  }

  #register(credentials: Softphone): void {
    this.#socket = this.#socketOf(credentials);
    const phone = new UA({
      sockets: [this.#socket],
      uri: `sip:${credentials.account}@${credentials.realm}`,
      authorization_user: credentials.login,
      password: credentials.password,
      realm: credentials.realm,
      register: true,
      session_timers: false,
      connection_recovery_min_interval: RECOVERY_SECONDS.shortest,
      connection_recovery_max_interval: RECOVERY_SECONDS.longest,
    });
    this.#phone = phone;
    phone.on('registered', () => {
      this.#failures = 0;
      this.#ear.line('ready');
    });
    phone.on('disconnected', () => !this.#stopped && this.#ear.line('lost'));
    phone.on('registrationFailed', ({ response }) => !this.#stopped && response !== null && this.#refused());
    phone.on('newRTCSession', ({ session, request }: RTCSessionEvent) => {
      if (String(session.direction) !== 'incoming') return;
      const header = (name: string): string => String(request.getHeader(name) ?? '');
      const resume = header('X-Huawu-Resume');
      this.#ear.invited(session, { callId: resume || header('X-Huawu-Call'), queue: header('X-Huawu-Queue'), from: String(request.from.display_name || request.from.uri.user || ''), resume: resume !== '' });
    });
    phone.start();
  }

  #use(phone: UA, credentials: Softphone): void {
    phone.set('authorization_user', credentials.login);
    phone.set('password', credentials.password);
    if (phone.isConnected()) phone.register();
  }

  /** The registrar says no: the credentials ended early, or were made void by another page. */
  #refused(): void {
    this.#ear.line('refused');
    this.#again();
  }

  #again(): void {
    if (this.#stopped) return;
    if (this.#phone === undefined) this.#ear.line('refused');
    clearTimeout(this.#renewal);
    this.#renewal = setTimeout(() => void this.#begin(), retryDelay(++this.#failures, Math.random()));
  }

  #renewLater({ expiresAt }: Softphone): void {
    clearTimeout(this.#renewal);
    const life = expiresAt - serverNow();
    this.#renewal = setTimeout(() => void this.#renew(), Math.max(RENEW_EVERY_MS, life - Math.min(RENEW_BEFORE_MS, life / 2)));
  }

  /** Without telling: the line stays ready while the credentials change under it. */
  async #renew(): Promise<void> {
    try {
      const credentials = await post<Softphone>('/api/softphone');
      if (this.#stopped || this.#phone === undefined) return;
      this.#use(this.#phone, credentials);
      this.#renewLater(credentials);
    } catch {
      // An expired session: the line is registered for some time yet; ask again after the next sign-in.
      this.#renewal = setTimeout(() => void this.#renew(), 15_000);
    }
  }

  /** A socket without network would notice after minutes only. */
  readonly #offline = (): void => {
    const socket = this.#socket as (WebSocketInterface & { ondisconnect?(event: object): void }) | undefined;
    socket?.disconnect();
    socket?.ondisconnect?.({ socket, error: true, code: 1006, reason: 'offline' });
  };

  /** At once, instead of at the end of JsSIP's own pause. */
  readonly #online = (): void => {
    if (this.#phone?.isConnected() === false) this.#socket?.connect();
  };
}
