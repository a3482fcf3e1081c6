import { defineMessages } from '../../../i18n/use-text.ts';

export const messages = defineMessages({
  zh: {
    board: '看板',
    column: '{state}，{count} 张',
    cardHelp: '按 Alt+左右方向键移动，Enter 打开',
    moved: '工单 {number} 已改为“{state}”',
    noneThere: '没有工单',
  },
  en: {
    board: 'Board',
    column: '{state}, {count} tickets',
    cardHelp: 'Alt and the left or right arrow moves it, Enter opens it',
    moved: 'Ticket {number} is now “{state}”',
    noneThere: 'No tickets',
  },
});
