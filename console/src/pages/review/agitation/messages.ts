import { defineMessages } from '../../../i18n/use-text.ts';

export const messages = defineMessages({
  zh: {
    title: '情绪激动程度',
    note: '与通话开头同一人的说话方式相比；仅供参考，未经验证',
    none: '没有足够的语音',
    caller: '客户最高 {most}（{time}）',
    agent: '坐席最高 {most}（{time}）',
  },
  en: {
    title: 'Agitation',
    note: 'Compared with how the same person spoke at the beginning; a hint, not validated',
    none: 'not enough speech',
    caller: 'customer at most {most} (at {time})',
    agent: 'agent at most {most} (at {time})',
  },
});
