/**
 * About how many tokens a text takes, rather too many than too few: models cut texts each in their own way. Latin text is three and a half
 * characters a token on the whole; digits and signs come nearly one by one, and so do characters of other scripts.
 */
export const tokensOf = (text: string): number => {
  let quarters = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    quarters += code >= 0x250 ? 6 : /[a-z ]/iu.test(character) ? 1.15 : 2.5;
  }
  return Math.ceil(quarters / 4);
};
