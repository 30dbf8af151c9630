/** Words that a sentence begins with and that are no names: these alone are written small in its middle. */
const ORDINARY = /^(?:A|An|All|Each|Every|It|Its|No|Nothing|The|There|Whatever|What|This)\b/;

/** A sentence as it goes on from another's words: "The page is open." becomes "the page is open."; names stay as they are. */
export const inSentence = (sentence: string): string => sentence.replace(ORDINARY, (word) => word.toLowerCase());
