/** Stands above what we quote; whoever answers below it is understood, whatever their program makes of the rest. */
export const REPLY_MARKER = '## 请在此线以上回复 / Please reply above this line ##';
