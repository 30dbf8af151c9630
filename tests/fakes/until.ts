/** Resolves once `holds` is true; the test's own time-out is the limit. Looks again on every turn of the event loop. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
