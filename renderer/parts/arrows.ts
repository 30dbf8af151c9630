/** Lets ↑ and ↓ walk through the rows inside an element; a row is whatever carries `data-row`. */
export function arrows(container: HTMLElement): () => void {
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const rows = [...container.querySelectorAll<HTMLElement>('[data-row]:not(:disabled)')];
    const from = rows.findIndex((row) => row.contains(document.activeElement));
    if (from < 0 || (event.target instanceof HTMLTextAreaElement && !atEdge(event.target, event.key))) return;
    const next = rows[from + (event.key === 'ArrowDown' ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  }
  container.addEventListener('keydown', onKeyDown);
  return () => container.removeEventListener('keydown', onKeyDown);
}

const atEdge = (field: HTMLTextAreaElement, key: string): boolean =>
  key === 'ArrowDown' ? field.selectionEnd === field.value.length : field.selectionStart === 0;
