/**
 * Test groups in the order they run. Files of one group share the machine's cores, unless they share one thing that
 * is there only once: groups with a desktop run file after file.
 * @typedef {{ name: string, folders: readonly string[], serial: boolean, needs: readonly string[] }} Group
 */

const DESKTOP = ['xvfb', 'openbox', 'dbus', 'at-spi2-core'];

/** `needs` are Debian packages; a group without them is skipped, and that is said. */
export const GROUPS = /** @type {readonly Group[]} */ ([
  { name: 'fast', folders: ['unit', 'contract', 'security', 'replay'], serial: false, needs: [] },
  {
    name: 'desktop',
    folders: ['desktop'],
    serial: true,
    needs: [...DESKTOP, 'mousepad', 'featherpad', 'galculator', 'libreoffice-writer', 'xterm', 'chromium'],
  },
  { name: 'e2e', folders: ['e2e'], serial: true, needs: [...DESKTOP, 'mousepad', 'chromium'] },
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
      paths: paths.filter((path) => folders.some((folder) => meets(path, folder))),
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
