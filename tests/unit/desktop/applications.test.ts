import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createApplications } from '../../../automation/desktop/applications.ts';

let root = '';
beforeEach(async () => (root = await mkdtemp(join(tmpdir(), 'sonny-apps-'))));
afterEach(() => rm(root, { recursive: true }));

const put = async (path: string, text: string, mode = 0o644): Promise<void> => {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text, { mode });
};

const entry = (name: string, lines: readonly string[] = []): string =>
  ['[Desktop Entry]', 'Type=Application', `Name=${name}`, 'Exec=tool %U', ...lines].join('\n');

const list = async (desktop = '') => {
  await put('bin/tool', '', 0o755);
  const env = {
    HOME: root,
    XDG_DATA_HOME: join(root, 'own'),
    XDG_DATA_DIRS: join(root, 'shared'),
    XDG_CURRENT_DESKTOP: desktop,
    PATH: join(root, 'bin'),
  };
  const situation = { superuser: true, profiles: '/profiles', ownOfficeProfile: false };
  return createApplications({ env, situation }).list();
};

test('an entry gives the id, the plain name, the class, the command and the generic words', async () => {
  await put(
    'shared/applications/kde/edit.desktop',
    entry('Edit', [
      'Name[de]=Bearbeiten',
      'GenericName=Text Editor',
      'Categories=Utility;TextEditor;',
      'StartupWMClass=Edit-Window',
    ]),
  );
  expect(await list()).toEqual([
    {
      id: 'kde-edit',
      name: 'Edit',
      windowClass: 'edit-window',
      command: ['tool'],
      generic: ['text editor', 'editor'],
      extensions: [],
    },
  ]);
});

test('actions of an entry do not change the entry', async () => {
  await put('shared/applications/a.desktop', `${entry('A')}\n[Desktop Action new]\nName=New window\nExec=tool --new\n`);
  expect((await list()).map(({ name, command }) => [name, command])).toEqual([['A', ['tool']]]);
});

test('the person’s own entry replaces or removes a shared one', async () => {
  await put('shared/applications/a.desktop', entry('Shared A'));
  await put('shared/applications/b.desktop', entry('Shared B'));
  await put('own/applications/a.desktop', entry('Own A'));
  await put('own/applications/b.desktop', '[Desktop Entry]\nHidden=true\n');
  expect((await list()).map(({ name }) => name)).toEqual(['Own A']);
});

test.each([
  ['not to be displayed', ['NoDisplay=true']],
  ['of the terminal', ['Terminal=true']],
  ['of another desktop', ['OnlyShowIn=KDE;']],
  ['not for this desktop', ['NotShowIn=XFCE;']],
  ['whose program is missing', ['TryExec=/nowhere/tool']],
])('what is %s is left out', async (_, lines) => {
  await put('shared/applications/a.desktop', entry('A', lines));
  expect(await list('XFCE')).toEqual([]);
});

test('files that are no entries are left out and hurt nobody', async () => {
  await put('shared/applications/broken.desktop', '\u0000\u0001 not an entry');
  await put('shared/applications/link.desktop', '[Desktop Entry]\nType=Link\nName=Page\nURL=http://example.org\n');
  await put('shared/applications/gone.desktop', entry('Gone').replace('tool', 'no-such-tool'));
  await put('shared/applications/good.desktop', entry('Good'));
  expect((await list()).map(({ name }) => name)).toEqual(['Good']);
});

test('file endings follow the media types, and a kind that another application names is that one’s', async () => {
  await put(
    'shared/mime/globs2',
    '50:text/plain:*.txt\n50:text/markdown:*.md\n50:text/html:*.html\n50:text/plain:README*\n',
  );
  await put('shared/mime/subclasses', 'text/markdown text/plain\ntext/html text/plain\n');
  await put('shared/applications/edit.desktop', entry('Edit', ['MimeType=text/plain;']));
  await put('shared/applications/browse.desktop', entry('Browse', ['MimeType=text/html;']));
  expect((await list()).map(({ name, extensions }) => [name, extensions])).toEqual([
    ['Browse', ['html']],
    ['Edit', ['md', 'txt']],
  ]);
});

test('known applications come first and get their arguments', async () => {
  await put('shared/applications/aaa.desktop', entry('Aaa'));
  await put('shared/applications/chromium.desktop', entry('Chromium'));
  await put('shared/applications/org.xfce.mousepad.desktop', entry('Mousepad'));
  const found = await list();
  expect(found.map(({ name }) => name)).toEqual(['Mousepad', 'Chromium', 'Aaa']);
  expect(found[0]?.command).toEqual(['tool', '--disable-server']);
  expect(found[1]?.command).toEqual(expect.arrayContaining(['--no-sandbox', '--user-data-dir=/profiles/chromium']));
});
