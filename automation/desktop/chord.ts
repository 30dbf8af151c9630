/** Parts of a chord, "Control+Shift+s", the key last. A plus at the end is the plus key: "Control++". */
export function splitChord(chord: string): readonly string[] {
  if (chord === '+') return ['+'];
  if (chord.endsWith('++')) return [...chord.slice(0, -2).split('+'), '+'];
  return chord.split('+');
}
