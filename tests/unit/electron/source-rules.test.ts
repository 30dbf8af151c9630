import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const MAKERS = ['BrowserWindow', 'BaseWindow', 'WebContentsView', 'BrowserView'];

interface Found {
  readonly file: string;
  readonly node: ts.Node;
  readonly source: ts.SourceFile;
}

const SOURCES = globSync('electron/**/*.ts', { cwd: root }).map((file) => ({
  file: file.replaceAll('\\', '/'),
  source: ts.createSourceFile(file, readFileSync(`${root}/${file}`, 'utf8'), ts.ScriptTarget.Latest, true),
}));

/** Nodes of the hosts' files for which `wanted` holds. */
function find(wanted: (node: ts.Node, source: ts.SourceFile) => boolean, files = SOURCES): Found[] {
  const found: Found[] = [];
  for (const { file, source } of files) {
    const walk = (node: ts.Node): void => {
      if (wanted(node, source)) found.push({ file, node, source });
      node.forEachChild(walk);
    };
    walk(source);
  }
  return found;
}

/** Whether a `new X(...)` makes a window: by its name, or by a field or parameter whose declared type is one. */
const makesWindow = (node: ts.Node, source: ts.SourceFile): node is ts.NewExpression => {
  if (!ts.isNewExpression(node)) return false;
  const made = node.expression.getText(source);
  if (MAKERS.some((maker) => made === maker || made.endsWith(`.${maker}`))) return true;
  const name = made.split('.').at(-1) ?? '';
  return new RegExp(`${name}\\??: typeof (electron\\.)?(${MAKERS.join('|')})`).test(source.text);
};

const callsOf = (object: string) => (node: ts.Node, source: ts.SourceFile) =>
  ts.isPropertyAccessExpression(node) && new RegExp(`(^|\\.)${object}$`).test(node.expression.getText(source));

const filesOf = (found: readonly Found[]): string[] => [...new Set(found.map(({ file }) => file))];

describe('in the sources', () => {
  test('every window is made with windowOptions(…), in one place', () => {
    const made = find(makesWindow);
    expect(filesOf(made)).toEqual(['electron/main/windows.ts']);
    for (const { node, source } of made) {
      const [options, ...more] = (node as ts.NewExpression).arguments ?? [];
      expect(more).toEqual([]);
      expect(options?.getText(source)).toMatch(/^windowOptions\(/);
    }
  });

  test('the rule sees a window that is made elsewhere or by a field', () => {
    const bad = [
      'new BrowserWindow({ webPreferences: { nodeIntegration: true } })',
      'new electron.WebContentsView()',
      'class A { #W: typeof BrowserWindow; make() { new this.#W({}) } }',
    ].map((text) => ({ file: 'bad.ts', source: ts.createSourceFile('bad.ts', text, ts.ScriptTarget.Latest, true) }));
    expect(find(makesWindow, bad)).toHaveLength(3);
  });

  test('only ipc.ts listens on ipcMain, only the preload has ipcRenderer', () => {
    expect(filesOf(find(callsOf('ipcMain')))).toEqual(['electron/main/ipc.ts']);
    const renderer = find((node) => ts.isIdentifier(node) && node.text === 'ipcRenderer');
    expect(filesOf(renderer)).toEqual(['electron/preload/preload.ts']);
  });

  test('nothing weakens a page: no web view, no insecure content, no switch of the browser, no plain-text keychain', () => {
    const weak = [
      'setUsePlainTextEncryption',
      'enableBlinkFeatures',
      'appendSwitch',
      'executeJavaScript',
      'loadFile',
      'registerFileProtocol',
    ];
    expect(find((node) => ts.isIdentifier(node) && weak.includes(node.text))).toEqual([]);
  });

  test('nothing is loaded over http', () => {
    const loads = find(
      (node, source) => ts.isCallExpression(node) && node.expression.getText(source).endsWith('.loadURL'),
    );
    expect(loads.map(({ node, source }) => (node as ts.CallExpression).arguments[0]?.getText(source))).toEqual([
      'PAGE',
    ]);
  });

  test('every page is sandboxed before Electron is ready', () => {
    const main = readFileSync(`${root}/electron/main/main.ts`, 'utf8');
    expect(main.indexOf('app.enableSandbox()')).toBeGreaterThan(0);
    expect(main.indexOf('app.enableSandbox()')).toBeLessThan(main.indexOf('whenReady()'));
    expect(main.indexOf('requestSingleInstanceLock()')).toBeGreaterThan(main.indexOf("setPath('userData'"));
  });
});
