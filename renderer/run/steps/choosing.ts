import type { Selection } from './selection.svelte.ts';

/** Lets steps of a list be chosen and pointed at; a step is whatever carries `data-step`. */
export const choosing =
  (selection: Selection) =>
  (list: HTMLElement): (() => void) => {
    const stepAt = ({ target }: Event): string | null =>
      target instanceof Element ? (target.closest<HTMLElement>('[data-step]')?.dataset['step'] ?? null) : null;
    const listening = new AbortController();
    const { signal } = listening;
    list.addEventListener(
      'click',
      (event) => {
        const id = stepAt(event);
        if (id !== null) selection.choose(id);
      },
      { signal },
    );
    list.addEventListener('pointerover', (event) => selection.point(stepAt(event)), { signal });
    list.addEventListener('pointerleave', () => selection.point(null), { signal });
    return () => listening.abort();
  };
