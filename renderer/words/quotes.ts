/** Quotation marks inside quotation marks become single ones; a text in which they do not pair stays as it is. */
export function singleInside(text: string): string {
  let depth = 0;
  let said = '';
  for (const character of text) {
    if (character === '“') said += ++depth > 1 ? '‘' : character;
    else if (character === '”') {
      if (depth === 0) return text;
      said += depth-- > 1 ? '’' : character;
    } else said += character;
  }
  return depth === 0 ? said : text;
}
