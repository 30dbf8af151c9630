import { startBrowser, type SimulatedPage } from './browser.ts';
import { startCalculator } from './calculator.ts';
import { startEditor } from './editor.ts';
import { startTerminal } from './terminal.ts';
import type { StartSimulated } from './application.ts';
import type { Application } from '../../../shared/ports/applications.ts';

const application = (
  id: string,
  name: string,
  generic: readonly string[],
  extensions: readonly string[] = [],
): Application => ({
  id: `simulated.${id}`,
  name,
  windowClass: `simulated-${id}`,
  command: [`simulated-${id}`],
  generic,
  extensions,
});

/** What is installed on a simulated desktop, for the applications port. */
export const SIMULATED_APPLICATIONS: readonly Application[] = [
  application('editor', 'Text Editor', ['text editor', 'editor', 'notepad'], ['txt', 'md']),
  application('calculator', 'Calculator', ['calculator']),
  application('terminal', 'Terminal', ['terminal']),
  application('browser', 'Browser', ['browser', 'web browser'], ['html']),
];

/** How each is started, by window class. */
export const programs = (
  pages: Readonly<Record<string, SimulatedPage>>,
  terminalReceived: (text: string) => void,
): ReadonlyMap<string, StartSimulated> =>
  new Map([
    ['simulated-editor', startEditor],
    ['simulated-calculator', startCalculator],
    ['simulated-terminal', startTerminal(terminalReceived)],
    ['simulated-browser', startBrowser(pages)],
  ]);
