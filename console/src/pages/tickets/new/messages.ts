import { defineMessages } from '../../../i18n/use-text.ts';

export const messages = defineMessages({
  zh: {
    title: '新建工单',
    make: '创建工单',
    made: '工单 {number} 已创建',
    text: '描述',
    customer: '客户',
    name: '姓名',
    number: '电话',
    optional: '选填',
    fromCall: '来自当前通话：通话已关联，到目前为止的转写会作为内部备注保存。',
    willBe: '优先级将为：{priority}',
    similar: '可能已有的工单',
    duplicate: '很可能相同',
    usualQueue: '按模板',
  },
  en: {
    title: 'New ticket',
    make: 'Make the ticket',
    made: 'Ticket {number} was made',
    text: 'Description',
    customer: 'Customer',
    name: 'Name',
    number: 'Telephone',
    optional: 'optional',
    fromCall: 'From this call: it is linked, and what was said so far is kept as a private note.',
    willBe: 'Priority will be: {priority}',
    similar: 'Tickets that may say the same',
    duplicate: 'very likely the same',
    usualQueue: 'As the template has it',
  },
});
