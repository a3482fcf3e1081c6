import { defineMessages } from '../../i18n/use-text.ts';

/** Why an agent is not ready or did not take a call, where the server itself gives the reason. */
export const messages = defineMessages({
  zh: {
    signedIn: '刚登录',
    noAnswer: '未接听',
    rejected: '拒接',
    phoneBusy: '电话占线',
    unreachable: '电话无应答，可能已断网',
    reconnecting: '页面重新连接中',
    ownCall: '自己拨出的通话',
    byPhone: '在话机上设置',
    dispositionMissing: '上次通话未选处理结果',
    notReady: '示忙',
    bySupervisor: '主管设置',
    offline: '离线',
    inCall: '通话中',
    wrapUp: '话后处理',
    offered: '振铃中',
  },
  en: {
    signedIn: 'just signed in',
    noAnswer: 'a call was not answered',
    rejected: 'a call was rejected',
    phoneBusy: 'the phone was busy',
    unreachable: 'the phone could not be reached',
    reconnecting: 'the page is connecting again',
    ownCall: 'a call of your own',
    byPhone: 'set at the phone',
    dispositionMissing: 'the last call has no disposition',
    notReady: 'not ready',
    bySupervisor: 'set by a supervisor',
    offline: 'offline',
    inCall: 'on a call',
    wrapUp: 'in wrap-up',
    offered: 'ringing',
  },
});
