/** Luhn's check over the digits of a payment card's number. */
export const isCard = (text: string): boolean => {
  const digits = [...text].flatMap((c) => (c >= '0' && c <= '9' ? [Number(c)] : []));
  const sum = digits.reverse().reduce((total, digit, i) => {
    const value = i % 2 === 0 ? digit : digit * 2;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return digits.length >= 13 && digits.length <= 19 && new Set(digits).size > 1 && sum % 10 === 0;
};

/** ISO 13616: the rest of 97 is 1 when the first four characters stand last and letters count from 10. */
const isIban = (text: string): boolean => {
  const compact = text.replaceAll(' ', '');
  if (compact.length < 15 || compact.length > 34) return false;
  let rest = 0;
  for (const c of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(c, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
};

/** How many characters at the beginning of the text are an IBAN; what follows one may look like a part of it. */
export const ibanLength = (text: string): number => {
  for (let end = text.length; end >= 15; end--) {
    if (text[end - 1] !== ' ' && isIban(text.slice(0, end))) return end;
  }
  return 0;
};
