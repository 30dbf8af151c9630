/**
 * Keeps the keyboard where it was. What had the focus may go while a run moves on: then the nearest thing around it that can take the focus
 * has it, instead of nothing.
 */
export function keepFocus(root: HTMLElement): () => void {
  let around: readonly Element[] = [];

  const remember = (): void => {
    around = ancestors(document.activeElement, root);
  };
  const find = (): void => {
    const [last] = around;
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    const next = around.find((one) => one.isConnected && one instanceof HTMLElement && one.hasAttribute('tabindex'));
    around = [];
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  };
  // A screen that takes the focus itself does so first.
  const watch = new MutationObserver(() => void setTimeout(find));
  root.addEventListener('focusin', remember);
  watch.observe(root, { childList: true, subtree: true });
  return () => {
    root.removeEventListener('focusin', remember);
    watch.disconnect();
  };
}

/** From the element outwards, as far as the root. */
function ancestors(from: Element | null, root: Element): readonly Element[] {
  const found: Element[] = [];
  for (let one = from; one && root.contains(one); one = one.parentElement) found.push(one);
  return found;
}
