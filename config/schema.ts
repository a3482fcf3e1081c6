import { isIP } from 'node:net';
import { z } from 'zod';
import { Agitation } from './agitation/keys.ts';
import { Mail } from './mail/keys.ts';
import { queueRedaction, Redaction } from './redaction/keys.ts';
import { reviewKeys } from './review/keys.ts';
import { agentRouting, Channel, queueRouting } from './routing/keys.ts';
import { form, Id, Level } from './routing/words.ts';
import { Cluster, Database, Redis } from './servers/keys.ts';
import { Tickets } from './tickets/keys.ts';
import { queueTranscript, transcriptionEngines } from './transcription/keys.ts';

/**
 * The whole configuration of an installation. Units are in the names. `describe` texts: docs/configuration.md is generated (`node scripts/run.mjs scripts/configuration-page.ts`), a test checks that it is fresh.
 */

const DialString = form(/^\+?[0-9*#]{1,20}$/, 'digits, "*" or "#", 1 to 20, in quotes; may begin with "+"');
const PortNumber = z.number().int().min(0).max(65_535);
const Path = z.string().min(1).max(4_096);
const isTimeZone = (name: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** An address, or an address and the length of a prefix. */
const isNetwork = (text: string) => {
  const [address = '', length, ...more] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return most > 0 && more.length === 0 && (length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= most));
};

const Company = z.strictObject({
  name: z.string().min(1).max(80).default('Huawu').describe('Shown at start; said nowhere on the telephone.'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'an IANA time zone such as "Asia/Shanghai" or "Europe/Berlin"')
    .meta({ allowed: 'an IANA time zone' })
    .default('Asia/Shanghai')
    .describe('IANA time zone of opening hours in flows that name none.'),
});

const Https = z.strictObject({
  enabled: z.boolean().default(true).describe('Serve https.'),
  host: z.string().min(1).default('0.0.0.0').describe('Address https listens on.'),
  port: PortNumber.optional().describe('TCP port; 0 = any free port. Default: 8443, or any free port where `http.port` is 0. Environment: HUAWU_HTTPS_PORT.'),
  certificate: Path.optional().describe('Certificate with its chain (PEM); relative to this file. Without one a certificate is made at first start and kept in the data folder.'),
  key: Path.optional().describe('Private key of the certificate (PEM); relative to this file.'),
});

const Proxy = z
  .string()
  .refine(isNetwork, 'an IP address or a network such as "10.0.0.0/8"')
  .meta({ allowed: 'an IP address or a network such as "10.0.0.0/8"' });

const Http = z.strictObject({
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address the API listens on. The default is this machine only: the API is plain HTTP, so put a TLS proxy in front before you choose "0.0.0.0".'),
  port: PortNumber.default(8_080).describe('TCP port of the API; 0 = any free port. Environment: HUAWU_HTTP_PORT.'),
  trustedProxies: z
    .array(Proxy)
    .default([])
    .describe('Reverse proxies in front of us. Only from these are X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host believed; docs/reverse-proxy.md has an example.'),
  https: Https.prefault({}).describe('The same over TLS: browsers give the microphone only to pages of this machine or over https.'),
});

const FeatureCodes = z.strictObject({
  ready: DialString.default('*60').describe('An agent who dials this becomes ready.'),
  notReady: DialString.default('*61').describe('An agent who dials this becomes not ready.'),
});

const Sip = z.strictObject({
  host: z.string().min(1).default('0.0.0.0').describe('Address the SIP server listens on.'),
  port: PortNumber.default(5_060).describe('SIP port, UDP and TCP; 0 = any free port. Environment: HUAWU_SIP_PORT.'),
  advertise: z.ipv4().optional().describe('Address told to phones outside our networks (behind NAT): the public IPv4 address.'),
  realm: form(/^[A-Za-z0-9.-]{1,64}$/, 'letters, digits, "." and "-"').default('huawu').describe('Digest realm of agent accounts.'),
  readyOnRegister: z.boolean().default(true).describe('An agent is ready as soon as a SIP phone registers; otherwise after dialling the ready code. Agents at a browser become ready on their page.'),
  featureCodes: FeatureCodes.prefault({}).describe('Numbers agents dial to change their own state.'),
  websocketPort: PortNumber.optional().describe('SIP over WebSocket for softphones that are not our page; off unless named. 0 = any free port.'),
  websocketTlsPort: PortNumber.optional().describe('The same over TLS, with the certificate of `http.https`; off unless named. 0 = any free port.'),
  websocketUrl: form(/^wss?:\/\/\S+$/, 'a URL such as "ws://127.0.0.1:5066"')
    .optional()
    .describe('WebSocket of the drachtio-server, to which the pages’ SIP is passed on; only with `drachtioUrl`. Without it there are no browser phones. The certificate of a `wss` one must be trusted by this machine (NODE_EXTRA_CA_CERTS names more).'),
  softphoneSeconds: z.number().int().min(5).max(86_400).default(3_600).describe('Passwords of the pages’ phones are good for so long; the pages fetch new ones in time.'),
  trunk: z
    .strictObject({
      uri: form(/^sips?:(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?(;\S+)?$/, 'a URI such as "sip:trunk.example.com" or "sip:192.0.2.1:5080;transport=tcp"').describe('Where calls to numbers outside are sent.'),
      username: z.string().min(1).max(128).optional().describe('Account there, when it asks for one (digest).'),
      password: z.string().min(1).max(128).meta({ secret: true }).optional().describe('Its password.'),
      number: DialString.optional().describe('Number shown to those who are called; without it the one that they called.'),
    })
    .optional()
    .describe('Telephone network for calls to customers: callbacks, transfers by flows to numbers. Without one these fail. Calls from it come to `numbers`.'),
  drachtioUrl: form(/^(\[[0-9A-Fa-f:.]+\]|[^:[\]\s]+):\d{1,5}:\S+$/, 'host:port:secret of a drachtio-server, such as "127.0.0.1:9022:secret"')
    .meta({ secret: true })
    .optional()
    .describe('Use this drachtio-server instead of the embedded SIP server. Environment: DRACHTIO_URL.'),
});

const Media = z.strictObject({
  rtpPortFrom: z.number().int().min(1_024).max(65_534).default(30_000).describe('First UDP port for audio. Environment: HUAWU_RTP_PORTS="from-to".'),
  rtpPortTo: z.number().int().min(1_025).max(65_535).default(30_999).describe('Last UDP port for audio. A call with an agent takes four ports.'),
  workers: z.number().int().min(1).max(64).optional().describe('Worker threads that carry audio. Default: one per two processor cores.'),
  promptsFolder: Path.optional().describe('Folder with your own prompts (`zh/…`, `en/…`); a sound not found there is taken from those shipped.'),
  preferOpus: z.boolean().default(false).describe('Browsers speak Opus instead of G.711: better on poor networks, and several times the CPU for each call.'),
  vanishedSeconds: z.number().int().min(5).max(3_600).default(30).describe('Without any audio packet for so long a phone is asked whether it is still there.'),
});

const Recording = z.strictObject({
  enabled: z.boolean().default(true).describe('Record conversations: stereo WAV, caller left, agent right.'),
  folder: Path.default('recordings').describe('Where recordings are written; relative to the data folder.'),
});

const Transcription = z.strictObject({
  enabled: z.boolean().default(true).describe('Write down what both speakers say, while they say it.'),
  processes: z.number().int().min(0).max(64).optional().describe('Recogniser processes of this machine; 0 leaves all words to `engines`. Default: one per processor core, at most 4.'),
  modelsFolder: Path.optional().describe('Folder with Vosk models, one sub-folder each (docs/models.md). Default: `models` in the data folder, where `./huawu models pull` puts them, and the demo models shipped for languages that lack one. Environment: HUAWU_MODELS.'),
  ...transcriptionEngines,
});
const Web = z.strictObject({
  callUs: z
    .strictObject({
      number: DialString.optional().describe('Number that visitors of the page /call reach; without one the page is switched off.'),
      embedIn: z
        .array(form(/^https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?$/, 'an origin such as "https://www.example.com"'))
        .default([])
        .describe('Origins of other web sites that may show /call in a frame.'),
      perAddressPerHour: z.number().int().min(1).max(10_000).default(20).describe('Calls that one address may begin in an hour.'),
    })
    .prefault({})
    .describe('Calls from the web.'),
});

const Choice = z.strictObject({
  id: Id.describe('Name in records and figures.'),
  zh: z.string().min(1).max(40).describe('Shown in Chinese.'),
  en: z.string().min(1).max(40).describe('Shown in English.'),
});

const REASONS = [
  { id: 'break', zh: '小休', en: 'Break' },
  { id: 'lunch', zh: '用餐', en: 'Lunch' },
  { id: 'training', zh: '培训', en: 'Training' },
  { id: 'meeting', zh: '会议', en: 'Meeting' },
];

const Agent = z.strictObject({
  id: Id.describe('Name in the API and in records.'),
  name: z.string().min(1).max(80).describe('Shown to people.'),
  extension: DialString.describe('SIP account name and internal number of the agent.'),
  password: z.string().min(8).max(128).meta({ secret: true }).optional().describe('SIP password. Without one a random password is made at first start and printed.'),
  skills: z.record(z.string(), Level).default({}).describe('Skill → level 1 (beginner) to 10 (expert).'),
  queues: z.array(Id).default([]).describe('Queues this agent serves.'),
  teams: z.array(Id).default([]).describe('Teams this agent belongs to; supervisors see their own teams.'),
  ...agentRouting,
});

const Queue = z.strictObject({
  id: Id.describe('Name in flows, the API and records.'),
  name: z.string().min(1).max(80).describe('Shown to people.'),
  ringSeconds: z.number().int().min(3).max(300).default(15).describe('An agent’s phone rings so long, then the caller goes to the next agent.'),
  wrapUpSeconds: z.number().int().min(0).max(3_600).default(20).describe('Time after a conversation before the next offer.'),
  announceSeconds: z.number().int().min(0).max(3_600).default(20).describe('Pause between position announcements; 0 = none.'),
  announceWait: z.boolean().default(false).describe('With the position, tell callers about how many minutes they will wait.'),
  dissuadeMinutes: z.number().int().min(1).max(1_440).optional().describe('Callers who would wait longer are not taken into the queue: a flow goes on at `full`, without one they hear so and are hung up. Without it all are taken.'),
  announceWaitStepMinutes: z.number().int().min(0).max(60).default(1).describe('No caller is told more than so many minutes above what was told before.'),
  music: z.string().min(1).max(80).default('music').describe('Sound that waiting callers hear, by name.'),
  number: DialString.optional().describe('Number of the queue: agents transfer callers to it, and callers who dial it wait there without a menu.'),
  serviceLevel: z
    .strictObject({
      share: z.number().min(0).max(1).default(0.8).describe('Share of callers to be answered in time.'),
      seconds: z.number().int().min(1).max(3_600).default(20).describe('What in time means.'),
    })
    .prefault({})
    .describe('Target of the queue, shown on the wallboard.'),
  ...queueRouting, ...queueTranscript, ...queueRedaction,
});

const NumberEntry = z.strictObject({
  number: DialString.describe('Number callers dial (user part of the request URI).'),
  flow: Id.describe('Flow that answers it.'),
});

const Flow = z.strictObject({
  id: Id.describe('Name used under `numbers`.'),
  file: Path.describe('Flow file; relative to this file.'),
});

/** The program and its arguments, each an entry: nothing goes through a shell. */
const SPEAK = ['espeak-ng', '-v', '{voice}', '-w', '{file}', '{reading}'];

const Speech = z.strictObject({
  command: z
    .array(z.string().min(1).max(400))
    .default(SPEAK)
    .describe('Program and arguments that make a WAV file of a text, for `say` in flows. `{text}`, `{reading}` (Chinese as pinyin with tone numbers), `{voice}` and `{file}` are filled in; no shell reads them. An empty list: texts are not spoken.'),
  zhVoice: z.string().min(1).max(80).default('cmn-latn-pinyin').describe('`{voice}` of Chinese texts.'),
  enVoice: z.string().min(1).max(80).default('en-us').describe('`{voice}` of English texts.'),
  timeoutSeconds: z.number().int().min(1).max(60).default(10).describe('The program is stopped after so long, and the caller hears nothing in its place.'),
  keepFiles: z.number().int().min(10).max(100_000).default(500).describe('Sounds of each language kept under `tts` in the data folder; those not used for the longest time go first.'),
});

const Time = form(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time such as "08:30", in quotes; "24:00" is the end of the day');
const Minutes = z.number().int().min(1).max(10_080);

const Callbacks = z.strictObject({
  order: z.enum(['agent-first', 'customer-first']).default('agent-first').describe('Who is called first: the customer waits for nobody, or no agent waits for a customer.'),
  ringSeconds: z.number().int().min(5).max(120).default(30).describe('The phone of a customer rings so long.'),
  attempts: z.number().int().min(1).max(20).default(3).describe('The customer is called so often at most.'),
  busyMinutes: Minutes.default(5).describe('Pause before the next attempt when the line was busy.'),
  noAnswerMinutes: Minutes.default(30).describe('The same when nobody answered.'),
  unreachableMinutes: Minutes.default(60).describe('The same when the number was not reached.'),
  perNumberPerDay: z.number().int().min(1).max(100).default(3).describe('Callbacks that one number may ask for in 24 hours.'),
  mostOpen: z.number().int().min(1).max(100_000).default(200).describe('Open callbacks of one queue; more are refused.'),
  keepHours: z.number().int().min(1).max(720).default(24).describe('A callback that could not be made within so many hours of its time expires.'),
  from: Time.default('08:00').describe('Customers are called from this local time of the company on.'),
  to: Time.default('21:00').describe('And until this one.'),
  days: z.array(z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])).default([]).describe('On these days; an empty list means every day.'),
  calendar: z.enum(['cn']).optional().describe('Public holidays as in flows: nobody is called on them; make-up working days are weekdays.'),
  holidays: z
    .array(form(/^\d{4}-\d\d-\d\d(\.\.\d{4}-\d\d-\d\d)?$/, 'a day such as "2026-12-25" or days such as "2026-10-01..2026-10-07"'))
    .default([])
    .describe('Further days on which nobody is called; they win over make-up working days.'),
});

const Hook = z.strictObject({
  id: Id.describe('Name in flows.'),
  url: form(/^https?:\/\/\S+$/, 'a URL such as "https://crm.example.com/huawu"').describe('Messages are sent there as JSON by POST.'),
  secret: z.string().min(16).max(256).meta({ secret: true }).optional().describe('Key of the signature in `X-Huawu-Signature` (HMAC-SHA-256); docs/callbacks.md tells how to check it.'),
});

export const ConfigSchema = z.strictObject({
  version: z.literal(1).describe('Version of this file format.'),
  company: Company.prefault({}).describe('Who we are.'),
  data: z
    .strictObject({ folder: Path.default('./data').describe('Database, recordings and generated passwords; relative to the working directory. Environment: HUAWU_DATA.') })
    .prefault({})
    .describe('What must be kept (and backed up).'),
  http: Http.prefault({}).describe('REST and WebSocket API.'),
  web: Web.prefault({}).describe('Pages for visitors.'),
  sip: Sip.prefault({}).describe('Telephone signalling.'),
  media: Media.prefault({}).describe('Audio.'),
  recording: Recording.prefault({}).describe('Recording of conversations.'),
  agitation: Agitation.prefault({}).describe('How excited speakers are; docs/agitation.md.'),
  redaction: Redaction.prefault({}).describe('What may not be stored or shown of conversations; docs/redaction.md.'),
  transcription: Transcription.prefault({}).describe('Live transcription.'),
  database: Database,
  redis: Redis,
  cluster: Cluster,
  skills: z.array(Id).default([]).describe('All skills that agents may have and flows may ask for.'),
  teams: z.array(Id).default([]).describe('All teams that agents may belong to.'),
  groups: z.array(Id).default([]).describe('All groups of agents that steps of queues may ask for.'),
  notReadyReasons: z.array(Choice).default(REASONS).describe('Why agents may say they are not ready. An empty list allows any.'),
  dispositions: z.array(Choice).default([]).describe('What a call was about; agents choose one in wrap-up.'),
  dispositionRequired: z.boolean().default(false).describe('Agents who work with the desktop get no next call before they have chosen a disposition.'),
  agents: z.array(Agent).default([]).describe('People who take calls.'),
  queues: z.array(Queue).default([]).describe('Where callers wait.'),
  channels: z.array(Channel).default([]).describe('What agents work on. Without an entry: one contact at once, which interrupts nothing.'),
  numbers: z.array(NumberEntry).default([]).describe('Numbers that can be called.'),
  flows: z.array(Flow).default([]).describe('What callers hear before a queue.'),
  callbacks: Callbacks.prefault({}).describe('Calls back to customers; they need `sip.trunk`.'),
  mail: Mail.prefault({}).describe('Tickets by e-mail; docs/mail.md.'),
  tickets: Tickets.prefault({}).describe('Templates of tickets; docs/tickets.md.'),
  speech: Speech.prefault({}).describe('Texts that flows let callers hear.'),
  customers: z.strictObject({ file: Path.optional().describe('CSV (columns number, id, name, tier, language, lastAgent) or YAML list of the same; relative to this file, read again when it changes.') }).prefault({}).describe('Who callers are, by their number.'),
  hooks: z.array(Hook).default([]).describe('Other systems that flows send messages to.'),
  rules: z.strictObject({ file: Path.optional().describe('Compliance rules; relative to this file.') }).prefault({}).describe('Live compliance.'),
  mining: z.strictObject({ file: Path.optional().describe('Keyword groups that calls are searched for (docs/mining.md), in place of the shipped ones; relative to this file.') }).prefault({}).describe('Issues over all calls.'),
  plan: z.strictObject({ file: Path.optional().describe('Who is to work when, as CSV: agent,day,from,until,work|away; relative to this file, read anew at each question. Reports then tell adherence.') }).prefault({}).describe('Work plan.'),
  ...reviewKeys,
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('Least level of log lines written to stderr.'),
  logPrivate: z.boolean().default(false).describe('Also log numbers of persons, digits and words. Only for finding a fault, with the consent of those concerned.'),
});

/** The configuration as the application sees it: checked, defaults filled in, every path absolute. */
export type Config = z.output<typeof ConfigSchema>;
