/** What was typed in the goal bar. It outlives a look at another screen. */
export const draft = $state({ text: '' });

/** Puts a goal into the goal bar, to be read over before it is planned. */
export function write(text: string): void {
  draft.text = text;
}
