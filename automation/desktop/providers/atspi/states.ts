/** State names in the order of their bits on the wire. */
const STATES =
  `invalid|active|armed|busy|checked|collapsed|defunct|editable|enabled|expandable|expanded|focusable|focused|has-tooltip|horizontal|
iconified|modal|multi-line|multiselectable|opaque|pressed|resizable|selectable|selected|sensitive|showing|single-line|stale|transient|
vertical|visible|manages-descendants|indeterminate|required|truncated|animated|invalid-entry|supports-autocompletion|selectable-text|
is-default|visited|checkable|has-popup|read-only`
    .replaceAll('\n', '')
    .split('|');

/** Two 32-bit words of bits, low word first. */
export const stateNames = (words: readonly number[]): readonly string[] =>
  STATES.filter((_, bit) => (((words[bit >> 5] ?? 0) >>> (bit & 31)) & 1) === 1);
