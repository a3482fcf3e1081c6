import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock, Fault, Language, Log } from '#core';
import { AddressLimit } from '../http/address-limit.ts';
import type { SatisfactionPort } from '../routes/satisfaction/port.ts';
import { Proxies } from '../who/client.ts';
import { type SurveyView, surveyPage } from './survey-page.ts';

/** A form of a score, a mark and 2,000 signs of four bytes each as %XX. */
const LARGEST_FORM_BYTES = 32_768;
/** Links cannot be guessed, but whoever tries shall not cost much. */
const LIMIT = { burst: 60, perSecond: 1 };
const STATUS: Readonly<Record<string, { readonly view: SurveyView['kind']; readonly status: number }>> = {
  'tickets.survey-unknown': { view: 'unknown', status: 404 },
  'tickets.survey-expired': { view: 'expired', status: 410 },
  'tickets.survey-answered': { view: 'answered', status: 409 },
};
/** The form goes to this address and nowhere else; no script, no other file. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export interface SurveyPagesOptions {
  readonly satisfaction: SatisfactionPort;
  readonly proxies?: Proxies;
  readonly clock: Clock;
  readonly log: Log;
}

/** `/survey/{token}`: the page for customers. A form is read here and nowhere else of the API. */
export function serveSurvey(app: FastifyInstance, options: SurveyPagesOptions): void {
  const limit = new AddressLimit(LIMIT, options.clock);
  const { satisfaction, proxies = new Proxies() } = options;
  void app.register(async (pages) => {
    pages.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: LARGEST_FORM_BYTES }, (_request, body, done) => done(null, new URLSearchParams(String(body))));
    pages.get('/survey/:token', async (request, reply) => {
      if (limit.take(proxies.clientOf(request.raw).address) > 0) return send(reply, 429, { kind: 'busy' }, languageOf(request), satisfaction);
      const opened = await satisfaction.open(tokenOf(request)).catch(() => undefined);
      if (!opened?.ok) return refused(reply, opened?.fault, languageOf(request), satisfaction);
      const { ticket: { id, subject, language }, answered } = opened.value;
      return send(reply, 200, answered ? { kind: 'answered' } : { kind: 'ask', ticket: id, subject, problems: [] }, languageOf(request, language), satisfaction);
    });
    pages.post('/survey/:token', async (request, reply) => {
      const language = languageOf(request);
      if (limit.take(proxies.clientOf(request.raw).address) > 0) return send(reply, 429, { kind: 'busy' }, language, satisfaction);
      const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
      const answer = answerOf(form);
      const done = await satisfaction.answer(tokenOf(request), answer).catch(() => undefined);
      if (done?.ok) return send(reply, 200, { kind: 'thanks' }, language, satisfaction);
      if (done?.fault.code !== 'tickets.invalid') return refused(reply, done?.fault, language, satisfaction);
      const opened = await satisfaction.open(tokenOf(request));
      if (!opened.ok) return refused(reply, opened.fault, language, satisfaction);
      const { id: ticket, subject } = opened.value.ticket;
      return send(reply, 422, { kind: 'ask', ticket, subject, problems: problemsOf(done.fault, language) }, language, satisfaction);
    });
  });
}

const tokenOf = ({ params }: FastifyRequest): string => String((params as { token?: unknown }).token ?? '');

/** As the address says, else that of the ticket, else of the browser. */
function languageOf({ query, headers }: FastifyRequest, own?: Language): Language {
  const { lang } = query as { lang?: unknown };
  if (lang === 'zh' || lang === 'en') return lang;
  return own ?? (/^zh\b/i.test(headers['accept-language'] ?? '') ? 'zh' : 'en');
}

function answerOf(form: URLSearchParams) {
  const number = (key: string) => (/^\d{1,2}$/.test(form.get(key) ?? '') ? Number(form.get(key)) : undefined);
  const comment = (form.get('comment') ?? '').trim().replaceAll('\r\n', '\n');
  const nps = number('nps');
  return { score: number('score') ?? 0, ...(nps === undefined ? {} : { nps }), ...(comment === '' ? {} : { comment }) };
}

function problemsOf(fault: Fault, language: Language): readonly string[] {
  const problems = 'problems' in fault && Array.isArray(fault.problems) ? (fault.problems as Readonly<Record<Language, string>>[]) : [];
  return problems.map((problem) => problem[language]);
}

function refused(reply: FastifyReply, fault: Fault | undefined, language: Language, satisfaction: SatisfactionPort): FastifyReply {
  const { view, status } = STATUS[fault?.code ?? ''] ?? { view: 'busy', status: 503 };
  return send(reply, status, { kind: view } as SurveyView, language, satisfaction);
}

function send(reply: FastifyReply, status: number, view: SurveyView, language: Language, satisfaction: SatisfactionPort): FastifyReply {
  return reply.code(status).header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(surveyPage(view, language, satisfaction.company()));
}
