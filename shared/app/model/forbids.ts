/**
 * Words that forbid something, by language. Only the small words that stand before what is forbidden: what they forbid is for the limits' own forms or the
 * person to say. A word that means something else in English counts only with what makes it forbid. Not to forget is to do.
 */
const WORDS: readonly string[] = [
  // English
  String.raw`never|without|(?:do\s+not|don['’]t)(?!\s+(?:forget|hesitate)(?!\p{L}))|must\s+not|mustn['’]t|except|unless|leave\s+\S+\s+alone`,
  // German
  String.raw`niemals|nie|nicht(?!\s+(?:vergessen|zögern))|ohne|außer|ausser|kein(?:e[nmrs]?)?|bloß\s+nicht`,
  // French
  String.raw`jamais|sauf|excepté|sans\s+\p{L}+(?:er|ir|re)|(?:ne\s+|n['’])\S+\s+(?:pas|plus|rien)(?!\s+oublier)|ne\s+pas(?!\s+oublier)`,
  // Spanish and Portuguese
  String.raw`nunca|jamás|jamais|excepto|exceto|salvo\s+\p{L}+|sin\s+\p{L}+(?:ar|er|ir)|sem\s+\p{L}+(?:ar|er|ir)|não(?!\s+(?:esqueças|esqueça))|no\s+(?:borres|toques|muevas|cambies|envíes|borrar|tocar|mover|cambiar|enviar|pagues|pagar)`,
  // Italian
  String.raw`non\s+\S+\s+mai|mai\s+\p{L}+(?:are|ere|ire)|senza|tranne|eccetto|non\s+(?!dimenticare)\p{L}+(?:are|ere|ire)`,
  // Dutch, Swedish, Danish, Norwegian
  String.raw`nooit|zonder|behalve|niet(?!\s+vergeten)|geen|aldrig|aldri|utan\s+att|uden\s+at|uten\s+å|inte(?!\s+glöm)|ikke(?!\s+glem)`,
  // Polish, Czech
  String.raw`nigdy|oprócz|bez\s+\p{L}+|nikdy|kromě|nie\s+(?!zapomnij)\p{L}+(?:aj|uj|ij|wać|ać|ić|yć)`,
  // Russian, Ukrainian
  String.raw`никогда|кроме|без|не(?!\s+забуд)|ніколи|крім`,
];

const LETTERS = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${WORDS.join('|')})(?![\p{L}\p{N}])`, 'giu');
/** Chinese, Japanese and Korean write no spaces between words. */
const SIGNS = /不要|不得|不能|不可|请勿|禁止|别(?!忘)|除了|ないで|しないで|せずに|以外|하지\s*마|말고|없이|제외/gu;

/** Where a text forbids something, in its order. */
export const forbiddenIn = (text: string): readonly number[] =>
  [...text.matchAll(LETTERS), ...text.matchAll(SIGNS)].map(({ index }) => index).sort((a, b) => a - b);
