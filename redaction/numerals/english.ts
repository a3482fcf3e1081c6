import type { Sense } from './unit.ts';

const ONES = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const TEENS = ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
/** What recognisers write for a digit. */
const SOUNDS_LIKE: Readonly<Record<string, string>> = {
  to: '2', too: '2', for: '4', fore: '4', won: '1', want: '1', ate: '8', aid: '8', tree: '3', free: '3', sex: '6', sicks: '6', seek: '6', hive: '5', fight: '5', find: '5', line: '9', mine: '9', night: '9', hero: '0', owe: '0', x: 'X', ex: 'X', eks: 'X',
};
const FILLERS = 'uh um er erm ah eh hm hmm mm mhm uhm so well okay ok then and dash hyphen space slash plus dot point the next its like yes yeah right sorry wait no comma alright see let me you know i mean followed by again first second last oops actually rather scratch wrong'.split(' ');
const MEASURES = 'moment moments second seconds minute minutes hour hours day days week weeks month months year years dollar dollars cent cents euro euros pound pounds percent people person times time questions question thing things more of them oclock item items piece pieces am pm degrees floor other another'.split(' ');

const table = new Map<string, Sense>();
for (const word of FILLERS) table.set(word, { type: 'filler' });
for (const word of MEASURES) table.set(word, { type: 'measure' });
for (const [word, digits] of Object.entries(SOUNDS_LIKE)) table.set(word, { type: 'weak', digits });
ONES.forEach((word, n) => table.set(word, { type: 'digits', digits: String(n), join: 'plain' }));
TEENS.forEach((word, n) => table.set(word, { type: 'digits', digits: String(n + 10), join: 'teens' }));
TENS.forEach((word, n) => word && table.set(word, { type: 'digits', digits: String(n * 10), join: 'tens' }));
for (const word of ['oh', 'o', 'nought', 'naught', 'nil', 'null']) table.set(word, { type: 'digits', digits: '0', join: 'plain' });
table.set('niner', { type: 'digits', digits: '9', join: 'plain' });
table.set('fourty', { type: 'digits', digits: '40', join: 'tens' });
table.set('hundred', { type: 'times', by: 100 });
table.set('thousand', { type: 'times', by: 1_000 });
table.set('double', { type: 'repeat', times: 2 });
table.set('triple', { type: 'repeat', times: 3 });
table.set('treble', { type: 'repeat', times: 3 });

/** What an English word is; the word in lower case without apostrophes. */
export const englishSense = (word: string): Sense => table.get(word) ?? { type: 'word' };
