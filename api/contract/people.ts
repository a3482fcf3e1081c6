/** What the server and the console say to each other about people. Types only: the console imports them, too. */

/** What a person may do. An administrator may do everything, a reviewer reads and scores, a supervisor sees own teams. */
export type Role = 'agent' | 'supervisor' | 'reviewer' | 'administrator';

export interface Person {
  readonly id: string;
  /** Name to sign in with. */
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  /** The agent this person is, for those who take calls. */
  readonly agent?: string;
  /** Teams a supervisor leads, or an agent belongs to. */
  readonly teams: readonly string[];
  /** Language of the console. */
  readonly language: 'zh' | 'en';
  /** How the console looks, once the person chose; until then as the browser says. */
  readonly theme?: 'light' | 'dark';
}

/** `POST /api/me/preferences` → `Person`: kept with the account, for whichever browser the person uses next. */
export type Preferences = Partial<Pick<Person, 'language' | 'theme'>>;

/** `GET /api/me` */
export interface Me {
  readonly person: Person;
  /** To be sent as `X-Huawu-Csrf` with everything but GET. */
  readonly csrf: string;
  /** When the session ends without use, epoch ms. */
  readonly expiresAt: number;
}

/** `POST /api/sign-in` → `Me`, and the cookie. */
export interface SignIn {
  readonly login: string;
  readonly password: string;
}

/** `GET /api/welcome`, open to everybody: what the page before sign-in needs. */
export interface Welcome {
  readonly company: string;
  /** True until the first administrator was made; `POST /api/first-administrator` then takes the token printed at start. */
  readonly firstStart: boolean;
  /** Number that `/call` dials; undefined when calls from the web are switched off. */
  readonly callUs?: string;
  /** Where https answers on this host: browsers give the microphone to pages of https (and of localhost) only. */
  readonly httpsPort?: number;
  /** Where the company's days begin: an IANA name. */
  readonly timeZone?: string;
}

export interface FirstAdministrator {
  readonly token: string;
  readonly login: string;
  readonly name: string;
  readonly password: string;
  /** That of the page; default zh. */
  readonly language?: 'zh' | 'en';
}

/** `POST /api/softphone`: credentials of the browser's phone, for one hour unless configured otherwise; a later call makes the earlier ones void. */
export interface Softphone {
  /** SIP account: `sip:<account>@<realm>`. */
  readonly account: string;
  readonly realm: string;
  /** Digest user name and password. Never shown, never stored by the page. */
  readonly login: string;
  readonly password: string;
  /** Path of the WebSocket for SIP on this server (`/sip`), to be joined with the page's own host. */
  readonly path: string;
  /** Transport that the SIP server behind the path wants named in Via (RFC 7118 §5.2); default WS. */
  readonly via?: 'WS' | 'WSS';
  readonly expiresAt: number;
}

/** `POST /api/call-us`: a visitor's phone; open to everybody, limited per address (429 with Retry-After). */
export interface CallUs {
  /** User part to call from. */
  readonly account: string;
  readonly realm: string;
  readonly number: string;
  /** `/sip?guest=…`, good for one connection within a minute. */
  readonly path: string;
  /** As `Softphone.via`. */
  readonly via?: 'WS' | 'WSS';
}
