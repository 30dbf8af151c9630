import { visible } from '../../shared/protocol/visible.ts';

/** What of an element is said or shown besides its text. */
const SAID = ['title', 'aria-label', 'aria-description', 'aria-valuetext', 'alt', 'placeholder'] as const;
const WITH_SAID = SAID.map((name) => `[${name}]`).join();

/**
 * Keeps every text on the page visible as it is, before it is first painted: names, goals and texts from outside stand in every screen, and
 * none may read as another than it is. What is typed into fields, and all that is sent, stays the text itself.
 */
export function keepVisible(page: Document): () => void {
  const show = (node: Node): void => {
    if (node instanceof Text) showText(node);
    if (!(node instanceof Element)) return;
    const walker = page.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    for (let one = walker.nextNode(); one; one = walker.nextNode()) showText(one);
    for (const one of [node, ...node.querySelectorAll(WITH_SAID)]) for (const name of SAID) showSaid(one, name);
  };
  const watch = new MutationObserver((changes) => {
    for (const { type, target, addedNodes, attributeName } of changes)
      if (type === 'childList') for (const node of addedNodes) show(node);
      else if (type === 'characterData') showText(target);
      else if (target instanceof Element && attributeName !== null) showSaid(target, attributeName);
  });
  show(page.documentElement);
  watch.observe(page, { childList: true, subtree: true, characterData: true, attributeFilter: [...SAID] });
  return () => watch.disconnect();
}

function showText(text: Node): void {
  const shown = visible(text.nodeValue ?? '');
  if (shown !== text.nodeValue) text.nodeValue = shown;
}

function showSaid(element: Element, name: string): void {
  const said = element.getAttribute(name);
  if (said === null) return;
  const shown = visible(said);
  if (shown !== said) element.setAttribute(name, shown);
}
