import { Fault } from '#core';
import { granted } from '../../http/refusal.ts';
import { HttpFault, type Route, route } from '../../http/route.ts';
import { ErrorBody, NoQuery } from '../../http/schemas.ts';
import type { AccessPort, WebFacts } from '../../port.ts';
import { CallUsBody, SoftphoneBody, WelcomeBody } from '../../schemas/people.ts';

/** Where a page's phone finds the SIP server: behind the page's own host. */
const SIP_PATH = '/sip';

/** Phones of browsers: agents', and visitors'. */
export function phoneRoutes(access: AccessPort, web: WebFacts): Route[] {
  return [welcome(access, web), softphone(access, web), callUs(access, web)];
}

const welcome = ({ firstStart }: AccessPort, { company, callUs: number, httpsPort, timeZone }: WebFacts): Route =>
  route({
    method: 'GET',
    path: '/api/welcome',
    summary: 'What the page before sign-in needs',
    need: 'anybody',
    query: NoQuery,
    answers: { 200: { description: 'Name of the company, whether this is the first start', schema: WelcomeBody } },
    handle: async () => {
      const port = httpsPort?.();
      return { company, firstStart: await firstStart.needed(), ...(number === undefined ? {} : { callUs: number }), ...(port === undefined ? {} : { httpsPort: port }), ...(timeZone === undefined ? {} : { timeZone }) };
    },
  });

const viaOf = (via: WebFacts['sipVia']) => (via === undefined ? {} : { via });

const softphone = ({ softphones }: AccessPort, { realm, sipVia }: WebFacts): Route =>
  route({
    method: 'POST',
    path: '/api/softphone',
    summary: "Credentials of the browser's phone, for one hour; earlier ones become void",
    need: 'desk.own',
    query: NoQuery,
    answers: { 200: { description: 'SIP account and digest credentials', schema: SoftphoneBody }, 409: { description: 'This person has no phone', schema: ErrorBody } },
    handle: async ({ caller: { person } }) => {
      if (!person) throw new HttpFault(403, new Fault('api.no-agent', 'Only people who are agents have a desk. An administrator can make this account an agent.'));
      const { user, login, password, expiresAt } = granted(softphones.give(person));
      return { account: user, realm, login, password, path: SIP_PATH, ...viaOf(sipVia), expiresAt };
    },
  });

const callUs = ({ guests }: AccessPort, { realm, callUs: number, sipVia }: WebFacts): Route =>
  route({
    method: 'POST',
    path: '/api/call-us',
    summary: 'A phone for a visitor of the web page',
    need: 'anybody',
    query: NoQuery,
    answers: { 200: { description: 'What to call from, and where', schema: CallUsBody }, 404: { description: 'Calls from the web are switched off', schema: ErrorBody }, 429: { description: 'Too many calls from this address', schema: ErrorBody } },
    handle: async ({ caller }) => {
      if (number === undefined) throw new HttpFault(404, new Fault('api.no-call-us', 'Calls from the web are switched off. web.callUs in the configuration switches them on.'));
      const { ticket, account } = granted(guests.give(caller.actor.address));
      return { account, realm, number, path: `${SIP_PATH}?guest=${encodeURIComponent(ticket)}`, ...viaOf(sipVia) };
    },
  });
