/**
 * What people say who lose patience, in English, with how much it says (0..1). Written for this project from what is
 * common in service calls; no list of others. Matched on whole words.
 */
export const LEXICON_EN: Readonly<Record<number, readonly string[]>> = {
  0.9: [
    'shut up', 'go to hell', 'damn you', 'bullshit', 'fuck', 'fucking', 'asshole', 'idiot', 'idiots', 'moron', 'liar', 'liars', 'scam', 'scammers', 'fed up',
    'sick and tired', 'had enough of', 'how dare you', 'you people', 'piss off', 'pissed off', 'pissed',
  ],
  0.7: [
    'angry', 'furious', 'outraged', 'outrageous', 'unacceptable', 'ridiculous', 'disgusting', 'disgraceful', 'pathetic', 'useless', 'incompetent', 'rubbish', 'nonsense', 'lawyer',
    'attorney', 'sue', 'complaint', 'complain', 'your manager', 'your supervisor', 'speak to a manager', 'talk to a manager', 'lied to me', 'lying to me', 'ripped off', 'rip off', 'cheated', 'fraud',
    'insulting', 'insane', 'hate', 'stupid', 'bloody', 'damn', 'hell', 'stop wasting', 'terrible', 'horrible', 'awful', 'worst',
  ],
  0.45: [
    'annoyed', 'annoying', 'upset', 'frustrated', 'frustrating', 'disappointed', 'disappointing', 'unhappy', 'dissatisfied', 'not happy', 'not satisfied', 'not good enough', 'waste of time',
    'wasting my time', 'how many times', 'for the last time', 'already told you', 'told you already', 'kept me waiting', 'been waiting', 'still waiting', 'every single time', 'nobody helps',
    'no one helps', 'nobody cares', 'makes no sense', 'a joke', 'kidding me', 'what is wrong with', 'money back', 'refund', 'compensation', 'cancel everything', 'this is taking', 'impatient', 'not listening',
  ],
};

/** Shortly before a phrase they turn it into its contrary: not angry, never been upset. */
export const NEGATIONS_EN = ['not', 'no', 'never', 'isn\'t', 'wasn\'t', 'aren\'t', 'don\'t', 'didn\'t', 'doesn\'t', 'won\'t', 'wouldn\'t', 'can\'t', 'hardly', 'without', 'nothing', 'dont', 'isnt', 'wasnt'];
export const INTENSIFIERS_EN = ['very', 'so', 'really', 'extremely', 'totally', 'completely', 'absolutely', 'too', 'such', 'utterly', 'bloody', 'quite'];
export const SOFTENERS_EN = ['slightly', 'bit', 'little', 'somewhat', 'kind', 'kinda'];
