import type { GoalContext } from '../../../shared/goals/intent.ts';
import type { Application } from '../../../shared/ports/applications.ts';

const app = (
  id: string,
  name: string,
  generic: readonly string[],
  extensions: readonly string[] = [],
  windowClass = id,
): Application => ({ id, name, windowClass, command: [windowClass], generic, extensions });

export const mousepad = app('org.xfce.mousepad', 'Mousepad', ['text editor', 'editor'], ['txt', 'md'], 'mousepad');
export const featherpad = app('featherpad', 'FeatherPad', ['text editor', 'editor'], ['txt']);
export const writer = app('libreoffice-writer', 'LibreOffice Writer', ['word processor'], ['odt', 'docx']);
export const galculator = app('galculator', 'Galculator', ['calculator']);
const gnomeCalculator = app('org.gnome.Calculator', 'Calculator', ['calculator'], [], 'org.gnome.calculator');
export const chromium = app('chromium', 'Chromium Web Browser', ['web browser', 'browser'], ['html']);
export const xterm = app('debian-xterm', 'XTerm', ['terminal'], [], 'xterm');
/** A second editor that no generic word means, so that "the text editor" is one application. */
export const plainFeatherpad: Application = { ...featherpad, generic: [] };

export const HOME = '/home/ada';
/** A morning: ten o’clock on this machine’s clock. */
export const NOW = new Date(2026, 5, 15, 10).getTime();

/** One application for each generic word. */
export const machine: GoalContext = {
  home: HOME,
  apps: [mousepad, plainFeatherpad, writer, galculator, chromium, xterm],
  answers: {},
  now: NOW,
};

/** Two text editors and two calculators. */
export const crowded: GoalContext = {
  home: HOME,
  apps: [mousepad, featherpad, writer, galculator, gnomeCalculator, chromium, xterm],
  answers: {},
  now: NOW,
};
