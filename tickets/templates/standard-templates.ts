import type { TicketField, TicketTemplate } from './template.ts';

const text = (id: string, zh: string, en: string, more: Partial<TicketField> = {}): TicketField => ({ id, zh, en, type: 'text', required: false, most: 200, ...more });
const choice = (id: string, zh: string, en: string, options: readonly (readonly [id: string, zh: string, en: string])[], required = false): TicketField => ({
  id, zh, en, type: 'choice', required, options: options.map(([option, chinese, english]) => ({ id: option, zh: chinese, en: english })),
});

/** Severity and impact make the priority (decide/priority.ts). */
const SEVERITY = choice('severity', '严重程度', 'Severity', [
  ['critical', '致命：完全无法使用', 'Critical: nothing works'],
  ['major', '严重：主要功能受影响', 'Major: an important part is affected'],
  ['minor', '一般：有办法绕过', 'Minor: there is a way around it'],
  ['trivial', '轻微：仅为疑问或外观', 'Trivial: a question, or how it looks'],
], true);
const IMPACT = choice('impact', '影响范围', 'Scope of impact', [
  ['one', '单个用户', 'One person'],
  ['several', '部分用户或一个部门', 'Several people, or a department'],
  ['everyone', '全部用户', 'Everyone'],
], true);
const PRODUCT = text('product', '产品', 'Product', { required: true });
const CONTACT = text('contact', '联系方式', 'Contact', { required: true, byCall: 'caller' });
const ALL = [SEVERITY, IMPACT, PRODUCT, CONTACT];

/** The five templates that every installation begins with. */
export const STANDARD_TEMPLATES: readonly TicketTemplate[] = [
  {
    id: 'consultation', zh: '技术咨询', en: 'Technical consultation',
    fields: [...ALL, text('version', '版本', 'Version'), text('environment', '使用环境', 'Environment', { most: 500 })],
  },
  {
    id: 'complaint', zh: '投诉建议', en: 'Complaint and suggestion',
    fields: [
      ...ALL,
      choice('kind', '类别', 'Kind', [['service', '服务', 'Service'], ['quality', '产品质量', 'Quality of a product'], ['person', '人员', 'A person of ours'], ['suggestion', '建议', 'Suggestion']], true),
      text('wanted', '期望的处理结果', 'Wanted result', { most: 500 }),
    ],
  },
  {
    id: 'fault', zh: '故障报修', en: 'Fault report',
    fields: [...ALL, { id: 'since', zh: '故障发生日期', en: 'Day it began', type: 'date', required: false }, text('steps', '重现步骤', 'How to see it', { most: 2_000 }), text('address', '上门地址', 'Address for a visit', { most: 300 })],
  },
  {
    id: 'billing', zh: '账单与退款', en: 'Billing and refund',
    fields: [
      ...ALL,
      text('account', '账号', 'Account', { required: true, most: 60 }),
      { id: 'amount', zh: '金额', en: 'Amount', type: 'number', required: false, least: 0, greatest: 1_000_000_000 },
      { id: 'refund', zh: '是否要求退款', en: 'Refund wanted', type: 'yes-no', required: false },
    ],
  },
  {
    id: 'account', zh: '账户与业务变更', en: 'Account and service change',
    fields: [
      ...ALL,
      text('account', '账号', 'Account', { required: true, most: 60 }),
      choice('change', '变更类型', 'Change', [['open', '开通', 'Open'], ['change', '变更', 'Change'], ['suspend', '停用', 'Suspend'], ['close', '注销', 'Close']], true),
      { id: 'from', zh: '生效日期', en: 'From', type: 'date', required: false },
    ],
  },
];
