import { z } from 'zod';
import { form, Id } from '../routing/words.ts';

const Path = z.string().min(1).max(4_096);
const Address = form(/^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):\d{1,5}$/, 'host:port, such as "10.0.0.5:50051"');
const ModelName = form(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'a name of letters, digits, ".", "_" and "-"');
/** One, or a list of them. */
const some = <T extends z.ZodType<string>>(one: T) => z.union([one.transform((value) => [value]), z.array(one).min(1)]);

const Tls = z.strictObject({
  ca: Path.optional().describe('Certificates (PEM) of the authority that signed the recogniser’s; relative to this file. Without it those that Node knows.'),
  certificate: Path.optional().describe('Our own certificate (PEM), for recognisers that ask for one (mTLS).'),
  key: Path.optional().describe('Its private key (PEM).'),
  serverName: z.string().min(1).max(253).optional().describe('Name in the recogniser’s certificate, when it is not the host of the address.'),
});

const Engine = z.strictObject({
  id: Id.describe('Name in `choose`, in `/healthz` and in the log; not `local`, which is this machine.'),
  kind: z.enum(['grpc', 'vosk-server']).default('grpc').describe('`grpc`: `npm run recogniser` (proto/transcription.proto). `vosk-server`: its gRPC server (proto/stt_service.proto).'),
  addresses: z.array(Address).min(1).max(64).describe('`host:port` of each recogniser; a call goes to the least loaded, and to another one when that is away.'),
  tls: Tls.optional().describe('Encrypt the connection. Without it the speech of callers crosses the network as it is.'),
  language: form(/^[a-z]{2,3}$/, 'an ISO 639 code such as "zh" or "en"').optional().describe('Only vosk-server, and needed there: the language of its model.'),
  model: ModelName.optional().describe('Only vosk-server: name of its model, for `choose`.'),
  sampleRate: z.union([z.literal(8_000), z.literal(16_000)]).default(8_000).describe('Only vosk-server: Hz its model wants.'),
  streams: z.number().int().min(1).max(10_000).default(4).describe('Only vosk-server: speakers at the same time for each address; its `VOSK_SERVER_THREADS`.'),
});

const Choice = z.strictObject({
  queue: some(Id).optional().describe('Queue that the caller is with.'),
  language: some(form(/^(zh|en)$/, 'zh or en')).optional().describe('Language of the call, as picked in the flow.'),
  customer: some(z.string().min(1).max(80)).optional().describe('`id` of the customer (`customers.file`).'),
  tier: some(z.string().min(1).max(80)).optional().describe('`tier` of the customer.'),
  dialect: some(z.string().min(1).max(40)).optional().describe('Tag that the flow put into its variable `dialect`, such as `sichuan`, `cantonese` or `en-IN`.'),
  model: ModelName.optional().describe('These calls get this model, on the first engine that has it.'),
  engines: some(Id).optional().describe('And these engines, best first; `local` is this machine. Default: all, in the order above, then this machine.'),
});

/** Of a queue: how its transcripts are written, and what is listened for. */
export const queueTranscript = {
  transcript: z
    .strictObject({
      numbers: z.boolean().default(true).describe('Numbers, dates, amounts and times of finished sentences in figures: 一百二十 as 120, “twenty third of may” as 23rd of May. What was heard is kept beside it, for rules.'),
      punctuation: z.boolean().default(true).describe('Commas, full stops and question marks by pauses, particles and question words; capitals in English.'),
      hotWords: z.array(z.string().min(1).max(100)).max(200).default([]).describe('Words and short phrases that count as likelier than usual when this queue is listened to, such as names of products; docs/transcription.md.'),
      onlyPhrases: z.array(z.string().min(1).max(200)).max(1_000).default([]).describe('The recogniser hears only these phrases of the people of this queue, and nothing else. Empty: all words of its model.'),
    })
    .prefault({})
    .describe('Transcripts of this queue; docs/transcription.md.'),
};

/** Of `transcription`: engines on other machines, and which calls get which. */
export const transcriptionEngines = {
  engines: z.array(Engine).max(50).default([]).describe('Recognisers on other machines, best first; this machine comes after them. docs/recognisers.md'),
  choose: z.array(Choice).max(500).default([]).describe('Which calls get which model and engine: the first entry whose keys all fit counts. A value may be a list. docs/models.md'),
};
