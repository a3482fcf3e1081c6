export { erlangA, type ImpatientFigures, type ImpatientLoad } from './erlang/erlang-a.ts';
export { erlangB, erlangC, type Load, loadOf, type WaitFigures } from './erlang/erlang-c.ts';
export { figuresOf, type StaffAnswer, staffFor, type StaffQuestion, type StaffTarget } from './erlang/staffing.ts';
