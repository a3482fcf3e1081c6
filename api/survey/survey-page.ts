import type { Language } from '#core';

/** What the page shows. */
export type SurveyView =
  | { readonly kind: 'ask'; readonly ticket: string; readonly subject: string; readonly problems: readonly string[] }
  | { readonly kind: 'thanks' | 'answered' | 'expired' | 'unknown' | 'busy' };

interface Words {
  readonly title: string;
  readonly other: string;
  readonly lead: string;
  readonly about: string;
  readonly score: string;
  readonly scores: readonly [string, string, string, string, string];
  readonly nps: string;
  readonly npsEnds: string;
  readonly comment: string;
  readonly send: string;
  readonly thanks: string;
  readonly answered: string;
  readonly expired: string;
  readonly unknown: string;
  readonly busy: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  zh: {
    title: '满意度调查', other: 'English', lead: '您的问题已处理完毕，请为我们的服务评分。', about: '工单',
    score: '您对处理结果满意吗？', scores: ['非常不满意', '不满意', '一般', '满意', '非常满意'],
    nps: '您有多大可能向他人推荐我们？（可不填）', npsEnds: '0 = 完全不会，10 = 一定会', comment: '您的意见（可不填）', send: '提交',
    thanks: '感谢您的评价！', answered: '此调查已提交，感谢您的评价！', expired: '此调查的有效期已过。', unknown: '链接无效，请使用消息中的完整链接。', busy: '系统繁忙，请稍后重试。',
  },
  en: {
    title: 'How did we do?', other: '中文', lead: 'Your request was resolved. Please tell us how we did.', about: 'Ticket',
    score: 'How satisfied are you with the result?', scores: ['Very dissatisfied', 'Dissatisfied', 'Neither', 'Satisfied', 'Very satisfied'],
    nps: 'How likely are you to recommend us? (optional)', npsEnds: '0 = not at all, 10 = certainly', comment: 'Your comment (optional)', send: 'Send',
    thanks: 'Thank you for telling us!', answered: 'This survey was answered already. Thank you!', expired: 'The time for this survey is over.', unknown: 'This link is not valid. Please take the whole link of the message.', busy: 'The server is busy. Please try again in a moment.',
  },
};

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f4f5f7;color:#1c1f23}main{max-width:34rem;margin:0 auto;padding:1.5rem 1rem}
form,p.done{background:#fff;border-radius:8px;padding:1rem 1.25rem;margin:1rem 0}fieldset{border:0;padding:0;margin:0 0 1.25rem}legend,label.above{font-weight:600;padding:0;display:block}
.row label{display:block;padding:.35rem 0}.marks label{display:inline-block;min-width:2.6rem;padding:.3rem 0}textarea{width:100%;box-sizing:border-box;font:inherit;min-height:6rem}
button{font:inherit;padding:.6rem 1.6rem;border:0;border-radius:6px;background:#0b57d0;color:#fff;cursor:pointer}:focus-visible{outline:3px solid #0b57d0;outline-offset:2px}.wrong{color:#b3261e}small{color:#4a4f57;display:block}
@media (prefers-color-scheme:dark){:root{color-scheme:dark}body{background:#121519;color:#e4e7eb}form,p.done{background:#1b1f26}a{color:#8ab4f8}.wrong{color:#ff8a80}small{color:#a9b1bb}}`;

/** The page behind a survey link: no script, no sign-in, one address. */
export function surveyPage(view: SurveyView, language: Language, company: string): string {
  const words = WORDS[language];
  const other = language === 'zh' ? 'en' : 'zh';
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${words.title} – ${escaped(company)}</title><style>${STYLE}</style></head>
<body><main><p>${escaped(company)} · <a href="?lang=${other}" lang="${other}">${words.other}</a></p><h1>${words.title}</h1>
${view.kind === 'ask' ? form(view, language, words) : `<p class="done" role="status">${words[view.kind]}</p>`}
</main></body></html>
`;
}

function form({ ticket, subject, problems }: Extract<SurveyView, { kind: 'ask' }>, language: Language, words: Words): string {
  const scores = words.scores.map((label, index) => `<label><input type="radio" name="score" value="${index + 1}" required> ${index + 1} – ${label}</label>`);
  const marks = Array.from({ length: 11 }, (_, mark) => `<label><input type="radio" name="nps" value="${mark}"> ${mark}</label>`);
  return `<p>${words.lead}</p><p><small>${words.about} ${escaped(ticket)}</small>${escaped(subject)}</p>
<form method="post" action="?lang=${language}">
${problems.map((problem) => `<p class="wrong" role="alert">${escaped(problem)}</p>`).join('')}
<fieldset class="row"><legend>${words.score}</legend>${scores.join('')}</fieldset>
<fieldset class="marks"><legend>${words.nps}</legend><small>${words.npsEnds}</small>${marks.join('')}</fieldset>
<fieldset><label class="above" for="comment">${words.comment}</label><textarea id="comment" name="comment" maxlength="2000"></textarea></fieldset>
<button type="submit">${words.send}</button>
</form>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
