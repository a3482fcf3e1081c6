import { defineMessages } from '../i18n/use-text.ts';

/** Why somebody is not let in, by the server's code (docs/faults/access.md). */
export const messages = defineMessages({
  zh: {
    wrongPassword: '用户名或密码不正确。管理员可以重新设置密码，或在服务器上运行 ./huawu user reset 用户名。',
    tooManyAttempts: '错误次数过多，请在 {seconds} 秒后再试。',
    busy: '现在登录的人太多，请几秒后再试。',
    wrongToken: '口令与服务器最近一次启动时打印的不一致。请查看服务器的终端或日志。',
    firstStartOver: '管理员已经创建。请直接登录，或在服务器上运行 ./huawu user add。',
    weakPassword: '这个密码太容易被猜到。请至少用 10 个字符，例如四个互不相关的词。',
    badLogin: '用户名为 1 至 40 个字母、数字或 . _ @ + -，并以字母或数字开头。',
    badName: '姓名最多 80 个字符。',
    loginTaken: '这个用户名已有人使用，请换一个。',
  },
  en: {
    wrongPassword: 'Name or password is wrong. An administrator can set a new one, or on the server: ./huawu user reset NAME.',
    tooManyAttempts: 'Too many wrong attempts. Try again in {seconds} s.',
    busy: 'Too many people sign in at this moment. Try again in a few seconds.',
    wrongToken: 'This is not the token that the server printed at its last start. Look at its terminal or its log.',
    firstStartOver: 'The administrator was made already. Sign in, or on the server: ./huawu user add.',
    weakPassword: 'This password is guessed too easily. Take at least 10 characters, such as four words that do not belong together.',
    badLogin: 'The name to sign in with has 1 to 40 letters, digits or . _ @ + - and begins with a letter or digit.',
    badName: 'A name has at most 80 characters.',
    loginTaken: 'Somebody else signs in with this name. Choose another.',
  },
});
