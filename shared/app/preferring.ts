import type { Application } from '../ports/applications.ts';

/** A word with a preferred application, by the person's settings or their desktop's defaults, means that one alone. */
export const preferring = (
  apps: readonly Application[],
  preferred: Readonly<Record<string, string>>,
): readonly Application[] =>
  apps.map((app) => ({
    ...app,
    generic: app.generic.filter(
      (word) => !(word in preferred) || preferred[word] === app.id || !apps.some((a) => a.id === preferred[word]),
    ),
  }));
