/** Sounds of an English word, one character each, from its letters; near enough to compare words that a recogniser confuses. */

/**
 * Letters → sounds; the first rule that fits at a place is taken. `^` and `$` stand for the ends of the word, `(?=…)` looks ahead.
 * T th, S sh, Z zh, C ch, J dge, N ng; A day, E see, I my, O no, U too, W now, Y boy, @ a vowel without stress.
 */
const RULES: readonly (readonly [RegExp, string])[] = (
  [
    ['^kn', 'n'], ['^gn', 'n'], ['^wr', 'r'], ['^ps', 's'], ['^x', 'z'], ['^gh', 'g'], ['^who', 'hU'], ['^wh', 'w'], ['^y', 'y'],
    ['ssion', 'S@n'], ['tion', 'S@n'], ['sion', 'Z@n'], ['cious|tious', 'S@s'], ['cial|tial', 'S@l'], ['cian', 'S@n'], ['ture', 'C@r'], ['sure', 'Z@r'],
    ['ough(?=t)', 'o'], ['ough', 'O'], ['augh', 'o'], ['eigh', 'A'], ['igh', 'I'], ['gh', ''],
    ['tch', 'C'], ['dge?(?=[eiy]|$)', 'J'], ['sch', 'sk'], ['ph', 'f'], ['sh', 'S'], ['ch', 'C'], ['th', 'T'], ['ck', 'k'], ['qu', 'kw'], ['mb$', 'm'], ['ng', 'N'],
    ['sc(?=[eiy])', 's'], ['cc(?=[eiy])', 'ks'], ['c(?=[eiy])', 's'], ['g(?=[eiy])', 'J'],
    ['(?<=[td])ed$', '@d'], ['(?<=.[^aeiou])ed$', 'd'], ['(?<=[sxz]|ch|sh|[cg])es$', '@z'], ['ies$', 'Ez'], ['(?<=.[^aeiou])es$', 'z'],
    ['(?<=.[^aeiou])le$', '@l'], ['(?<=[aeiouy].*[^aeiou])e$', ''], ['e$', 'E'],
    ['a(?=[^aeiouwxr]e$)', 'A'], ['i(?=[^aeiouwxr]e$)', 'I'], ['o(?=[^aeiouwxr]e$)', 'O'], ['u(?=[^aeiouwx]e$)', 'U'], ['ire', 'I@r'], ['are$', 'er'],
    ['eau', 'O'], ['ee|ea|ei|ie', 'E'], ['ey$|y$', 'E'], ['ai|ay', 'A'], ['oa|oe', 'O'], ['oo|ui|eu|ew|ue', 'U'], ['ou', 'W'], ['ow$', 'O'], ['ow', 'W'], ['oi|oy', 'Y'], ['au|aw', 'o'],
    ['[eiu]r(?![aeiouy])', '@r'], ['(?<=.)y', 'i'],
    ['(?<=[aeiouylmnrvdgb])s$', 'z'], ['x', 'ks'], ['q', 'k'], ['c', 'k'], ['j', 'J'],
  ] as const
).map(([letters, sounds]) => [new RegExp(letters, 'uy'), sounds]);

export function soundsOf(letters: string): string {
  const word = letters.normalize('NFD').replace(/[^a-z]/gu, '');
  let sounds = '';
  for (let at = 0; at < word.length; ) {
    const [took, made] = ruleAt(word, at);
    if (made !== sounds.at(-1) || !/[a-z]/iu.test(made)) sounds += made;
    at += took;
  }
  return sounds;
}

function ruleAt(word: string, at: number): readonly [took: number, made: string] {
  for (const [rule, made] of RULES) {
    rule.lastIndex = at;
    const found = rule.exec(word);
    if (found && found[0].length > 0) return [found[0].length, made];
  }
  return [1, word[at] ?? ''];
}
