import { basename } from 'node:path';
import type { DesktopEntry } from './desktop-entry.ts';

/** The class by which the application's windows are recognised, lower case. */
export const windowClassOf = (entry: DesktopEntry, argv: readonly string[], known: string | undefined): string =>
  (known ?? (entry.windowClass !== '' ? entry.windowClass : basename(argv[0] ?? entry.id))).toLowerCase();
