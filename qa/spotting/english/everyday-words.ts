/** How often words come in talk, in three steps; what is not listed here is rare. */
const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/u));

/** Words that hold a sentence together: spoken weakly, often misheard, in nearly every sentence. */
export const LITTLE = words(`a an and are as at am be been being but by can could did do does for from had has have he her him his how i if in im id ill is it its ive
  just let lets may me might mine must my of on or our out she shall should so some than that thats the their them then there these they this those to too up us
  was we were well what when where which who why will with would yes yeah ok okay you your youre youll yours`);

/** One of these turns a sentence into its opposite. */
export const NEGATIONS = words('no not never none nothing nobody without cannot cant dont doesnt didnt wont isnt arent wasnt werent wouldnt shouldnt couldnt havent hasnt neither nor');

/** Words of every day and of every call. */
export const COMMON = words(`about account address after again ago agent all also always another any anything anyone appointment around ask away back bad bank because before best better
  bill billing bit book both bring broken business buy call called calling came card care change check close code come coming company correct cost credit customer cut
  date day days delivery detail details different done down each easy eight email end enough even ever every everything far feel few fifty file fill find fine first five
  forget form found four free friday full get getting give gives giving go goes going gone good got great guess half hand happen happened hard hear hello help here hey hi hold home
  hope hour hours house idea important information into internet issue item job keep kind know last late later left less life like line list little live long look looking lot
  lost made mail make making man many matter maybe mean mind minute minutes moment monday money month months more morning most move much name near need needs new next nice
  night nine now number off often oh old once one only open order other over own package paid part pay payment people person phone pin place plan please pm point press price
  problem put question quite rate read real really reason receive received receipt refund remember right room said same saw say saying second see seen sell send sent service set seven
  several show side sign since sir six small somebody someone something sometimes soon sorry sound speak start started stay still stop sunday support sure system
  take taken talk technical tell ten text thank thanks thing things think thirty thought three through thursday ticket time times today together told tomorrow tonight took top
  tried true try trying tuesday turn twelve twenty two under understand until update use used using very wait waiting want wanted wants wednesday week weeks went whole wish
  woman word work working world wrong year years yesterday yet zero`);
