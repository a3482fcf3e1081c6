import { z } from 'zod';
import type { CallUs, FirstAdministrator, Me, Person, Preferences, SignIn, Softphone, Welcome } from '#contract';
import { epoch, language, moment, name } from './fields.ts';

const role = z.enum(['agent', 'supervisor', 'reviewer', 'administrator']);
const via = z.enum(['WS', 'WSS']).describe('Transport to be named in Via; default WS.');
const theme = z.enum(['light', 'dark']);
const teams = z.array(name).max(50);
/** Longer ones are no passwords, but work for the hash. */
const password = z.string().min(1).max(200);
const person = { id: z.string(), login: z.string(), name: z.string(), role, agent: z.string().optional(), teams: z.array(z.string()), language, theme: theme.optional() };

export const PersonBody: z.ZodType<Person, Person> = z.object(person);
export const MeBody: z.ZodType<Me, Me> = z.object({ person: z.object(person), csrf: z.string().describe('To be sent as X-Huawu-Csrf.'), expiresAt: epoch });
export const SignInBody: z.ZodType<SignIn, SignIn> = z.strictObject({ login: name, password });
export const WelcomeBody: z.ZodType<Welcome, Welcome> = z.object({ company: z.string(), firstStart: z.boolean(), callUs: z.string().optional(), httpsPort: z.number().int().optional(), timeZone: z.string().optional() });
export const FirstAdministratorBody: z.ZodType<FirstAdministrator, FirstAdministrator> = z.strictObject({ token: z.string().min(1).max(200), login: name, name, password, language: language.optional() });
export const PreferencesBody = z.strictObject({ language: language.optional(), theme: theme.optional() }) satisfies z.ZodType<Preferences>;
export const OwnPasswordBody = z.strictObject({ old: password, wanted: password });
export const SoftphoneBody: z.ZodType<Softphone, Softphone> = z.object({
  account: z.string(),
  realm: z.string(),
  login: z.string(),
  password: z.string(),
  path: z.string(),
  via: via.optional(),
  expiresAt: epoch,
});
export const CallUsBody: z.ZodType<CallUs, CallUs> = z.object({ account: z.string(), realm: z.string(), number: z.string(), path: z.string().describe('Good for one connection within a minute.'), via: via.optional() });
export const Done = z.object({ done: z.literal(true) });

export const PersonEntryBody = z.object({ ...person, disabled: z.boolean(), createdAt: epoch, lastSignInAt: epoch.optional() });
export const PersonList = z.object({ people: z.array(PersonEntryBody) });
export const NewPersonBody = z.strictObject({ login: name, name, role, agent: name.optional(), teams: teams.optional(), language: language.optional(), password: password.optional().describe('Without one a password is made.') });
export const MadePerson = z.object({ person: PersonEntryBody, password: z.string().describe('Told this once.') });
export const PersonChangeBody = z.strictObject({ name: name.optional(), role: role.optional(), agent: name.nullable().optional(), teams: teams.optional(), language: language.optional(), disabled: z.boolean().optional() });
export const ResetBody = z.strictObject({ password: password.optional().describe('Without one a password is made.') });
export const ResetDone = z.object({ password: z.string().describe('Told this once.') });

const action = z.enum([
  'signed-in', 'sign-in-failed', 'signed-out', 'person-added', 'person-changed', 'person-disabled', 'person-enabled', 'password-reset', 'password-changed',
  'call-read', 'call-listened', 'recording-heard', 'original-heard', 'calls-exported', 'statistics-exported', 'agent-forced', 'alert-acknowledged', 'review-written', 'review-published', 'review-answered', 'review-escalated', 'review-arbitrated', 'word-corrected', 'settings-changed',
  'voicemail-heard', 'voicemail-done', 'voicemail-reopened', 'callback-made', 'callback-moved', 'callback-cancelled',
  'sample-given', 'calibration-begun', 'calibration-closed', 'calibration-handed-in', 'coaching-written', 'coaching-removed', 'coaching-seen', 'calls-analysed',
  'ticket-created', 'ticket-changed',
]);
export const AuditQueryParams = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  person: name.optional(),
  action: action.optional(),
  subject: name.optional(),
  from: moment.optional(),
  until: moment.optional(),
});
export const AuditList = z.object({
  entries: z.array(z.object({ at: epoch, person: z.string().describe("A person's id, `token`, `terminal`, or empty for a stranger."), action, subject: z.string(), address: z.string() })),
});

export const PEOPLE_NAMED = { Person: PersonBody, Me: MeBody, SignIn: SignInBody, Welcome: WelcomeBody, FirstAdministrator: FirstAdministratorBody, Softphone: SoftphoneBody, CallUs: CallUsBody, PersonEntry: PersonEntryBody, PersonList, NewPerson: NewPersonBody, MadePerson, PersonChange: PersonChangeBody, AuditList, Done };
