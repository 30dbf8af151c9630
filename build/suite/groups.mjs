/**
 * Test groups in the order they run. Files of one group share the machine's cores: `atOnce` says how many run side by side, as many
 * as there are cores where it is absent. What says how soon something came runs alone, in a group `without` the rest. `oneWorld`: its
 * files share a process, which has read the program then; nothing in them may reach the world or stay behind. `long` are files that
 * take a minute, the longest first: a group begins with them, lest one of them be all that is left at its end.
 * @typedef {{
 *   name: string,
 *   folders: readonly string[],
 *   without?: readonly string[],
 *   atOnce?: number,
 *   oneWorld?: boolean,
 *   long?: readonly string[],
 *   needs: readonly string[],
 * }} Group
 */

const DESKTOP = ['xvfb', 'openbox', 'dbus', 'at-spi2-core'];

const PURE = ['symbolic', 'goals', 'planning', 'execution', 'policy', 'prompts', 'protocol', 'skills', 'renderer'].map(
  (folder) => `unit/${folder}`,
);

/** `needs` are Debian packages; a group without them is skipped, and that is said. */
export const GROUPS = /** @type {readonly Group[]} */ ([
  { name: 'pure', folders: PURE, oneWorld: true, needs: [] },
  { name: 'fast', folders: ['unit', 'contract', 'security', 'replay'], without: PURE, needs: [] },
  {
    name: 'desktop',
    folders: ['desktop'],
    without: ['desktop/stop'],
    atOnce: 2,
    long: ['survive/kill-files', 'survive/kill-editor', 'survive/faults', 'text-exactness', 'survive/store'].map(
      (name) => `desktop/${name}`,
    ),
    needs: [...DESKTOP, 'mousepad', 'featherpad', 'galculator', 'libreoffice-writer', 'xterm', 'chromium'],
  },
  { name: 'stop', folders: ['desktop/stop'], atOnce: 1, needs: [...DESKTOP, 'xdotool'] },
  { name: 'e2e', folders: ['e2e'], atOnce: 2, needs: [...DESKTOP, 'mousepad', 'chromium'] },
]);

/**
 * What to run for the arguments of `npm test -- …`: folder names of tests/, paths, or none for everything.
 * @param {readonly string[]} filters
 * @returns {{ group: Group, paths: string[] }[]}
 */
export function select(filters) {
  const chosen = GROUPS.map((group) => ({ group, paths: group.folders.map((folder) => `tests/${folder}/`) }));
  if (filters.length === 0) return chosen;
  const paths = filters.map((filter) =>
    GROUPS.some(({ folders }) => folders.includes(filter)) ? `tests/${filter}/` : filter,
  );
  return chosen
    .map(({ group, paths: folders }) => ({
      group,
      paths: paths.filter((path) => folders.some((folder) => meets(path, folder)) && !keptOut(path, group)),
    }))
    .filter(({ paths: kept }) => kept.length > 0);
}

/**
 * Could a file whose path holds `path` lie in `folder`?
 * @param {string} path
 * @param {string} folder
 */
function meets(path, folder) {
  return !path.startsWith('tests/') || path.startsWith(folder) || folder.startsWith(path);
}

/**
 * @param {string} path
 * @param {Group} group
 */
const keptOut = (path, { without = [] }) => without.some((folder) => `${path}/`.startsWith(`tests/${folder}/`));
