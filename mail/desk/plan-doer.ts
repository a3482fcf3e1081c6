import type { Fault, Result } from '#core';
import type { Ticket, TicketWish } from '#tickets';
import type { InMail, MailPlan } from '../model.ts';
import type { IntakeOptions } from './intake.ts';

/** Who changes tickets by mail, in their history. */
export const BY_MAIL = 'mail';
const LONGEST_SUBJECT = 200;

type Doing = Pick<IntakeOptions, 'records' | 'tickets' | 'confirm' | 'bounced' | 'log'>;

/** Does what was written down to be done with a mail; again and again, if need be, with the same effect. */
export class PlanDoer {
  readonly #options: Doing;

  constructor(options: Doing) {
    this.#options = options;
  }

  async carryOut(mail: InMail): Promise<InMail> {
    if (mail.state !== 'planned') return mail;
    const { records, log } = this.#options;
    const done = await this.#do(mail, mail.plan);
    if (!done.ok) {
      if (done.fault.retryable || done.fault.code.startsWith('store.')) throw done.fault;
      log.warn('a mail was put into quarantine', { why: 'refused', code: done.fault.code, mailbox: mail.mailbox });
      const refused: InMail = { ...mail, state: 'quarantined', plan: { do: 'quarantine', why: 'refused' } };
      await records.settle(refused, ['planned']);
      return refused;
    }
    const ended: InMail = { ...mail, state: 'done', ticket: done.value };
    if (mail.plan.do === 'create' && mail.plan.acknowledge) await this.#options.confirm(ended, done.value);
    await records.settle(ended, ['planned']);
    return ended;
  }

  async #do(mail: InMail, plan: MailPlan): Promise<Result<string>> {
    switch (plan.do) {
      case 'create':
        return this.#create(plan, `mail/${mail.id}`);
      case 'reply': {
        const replied = await this.#change(plan.ticket, { type: 'reply', from: 'customer', text: plan.text, files: plan.files, mail: mail.id }, mail);
        // Somebody closed it meanwhile: what the customer writes is a new matter.
        return closed(replied) ? this.#create(followUp(mail, plan), `mail/${mail.id}/new`) : replied;
      }
      case 'note': {
        if (plan.bounced !== undefined) await this.#options.bounced(mail.facts.bounce?.about ?? [], plan.ticket, plan.bounced);
        return this.#change(plan.ticket, { type: 'note', text: plan.text, files: plan.files }, mail);
      }
      case 'ignore':
      case 'quarantine':
        return { ok: true, value: '' };
    }
  }

  async #create({ subject, text, files, requester, language, queue, template, parent }: Extract<MailPlan, { do: 'create' }>, key: string): Promise<Result<string>> {
    const { address, name } = requester;
    const wish: TicketWish = {
      template: template ?? 'consultation', subject: [...subject].slice(0, LONGEST_SUBJECT).join(''), text, files, language,
      fields: address === '' ? {} : { contact: address },
      requester: address === '' ? {} : { email: address, ...(name === '' ? {} : { name }) },
      ...(queue === undefined ? {} : { queue }),
      ...(parent === undefined ? {} : { parent }),
    };
    const made = await this.#options.tickets.create(wish, { by: BY_MAIL, key, lenient: true });
    if (made.ok) return { ok: true, value: made.value.ticket.id };
    if (made.fault.code === 'tickets.bad-parent') {
      const { parent: _, ...alone } = wish;
      const again = await this.#options.tickets.create(alone, { by: BY_MAIL, key: `${key}/alone`, lenient: true });
      return again.ok ? { ok: true, value: again.value.ticket.id } : again;
    }
    return made;
  }

  async #change(ticket: string, change: Parameters<Doing['tickets']['change']>[1], { id }: InMail): Promise<Result<string>> {
    const changed: Result<Ticket> = await this.#options.tickets.change(ticket, change, { by: BY_MAIL, key: `mail/${id}` });
    return changed.ok ? { ok: true, value: changed.value.id } : changed;
  }
}

const closed = (result: Result<string>): result is { readonly ok: false; readonly fault: Fault } => !result.ok && ['tickets.closed', 'tickets.invalid', 'tickets.unknown'].includes(result.fault.code);

function followUp({ facts }: InMail, { ticket, text, files }: Extract<MailPlan, { do: 'reply' }>): Extract<MailPlan, { do: 'create' }> {
  return {
    do: 'create', subject: facts.subject || '(无主题 / no subject)', text, files, parent: ticket, acknowledge: false,
    requester: facts.replyTo ?? facts.from ?? { address: '', name: '' }, language: /[\u4e00-\u9fff]/.test(`${facts.subject}${text}`) ? 'zh' : 'en',
  };
}
