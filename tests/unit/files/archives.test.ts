import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { strToU8, zipSync, type Zippable } from 'fflate';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDesk, stateOf, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = createDesk({ unpackLimits: { entries: 50, bytes: 3_000_000, ratio: 100, anyRatioBytes: 100_000 } });
});
afterEach(() => desk.clear());

const pack = (files: string[], archive = 'a.zip', of = desk) =>
  of.perform('files.zip', { files: files.map((file) => of.at(file)), archive: of.at(archive) });
const unpack = (archive = 'a.zip', to = 'new', of = desk) =>
  of.perform('files.unzip', { archive: of.at(archive), to: of.at(to) });
const entries = async (archive = 'a.zip'): Promise<unknown> =>
  (await desk.see({ kind: 'archive', path: desk.at(archive) })).value?.['entries'];
const give = (files: Zippable, archive = 'a.zip'): void => writeFileSync(desk.at(archive), zipSync(files));

describe('zip and unzip', () => {
  it('keep folders, names, bytes and whether a file may be run', async () => {
    desk.make({
      'tree/ünï “日本” 🧑‍🚀.txt': 'text',
      'tree/new\nline': 'x',
      'tree/-dash/deep/empty/': '',
      'tree/run.sh': '#!',
      'alone.bin': '\0\u0001',
    });
    chmodSync(desk.at('tree/run.sh'), 0o755);
    await pack(['tree', 'alone.bin']);
    expect(await entries()).toEqual(
      [
        'tree/',
        'tree/-dash/',
        'tree/-dash/deep/',
        'tree/-dash/deep/empty/',
        'tree/new\nline',
        'tree/run.sh',
        'tree/ünï “日本” 🧑‍🚀.txt',
        'alone.bin',
      ].map((name) => expect.objectContaining({ name })),
    );
    await unpack();
    expect(stateOf(desk.at('new/tree'))).toEqual(stateOf(desk.at('tree')));
    expect(readFileSync(desk.at('new/alone.bin'), 'utf8')).toBe('\0\u0001');
  });

  it('round-trip any bytes', { timeout: 20_000 }, async () => {
    const free = createDesk();
    const size = fc.constantFrom(0, 1, 1000, 262_143, 262_144, 262_145, 600_000);
    await fc.assert(
      fc.asyncProperty(size, fc.integer(), fc.boolean(), async (length, seed, noisy) => {
        const bytes = Buffer.alloc(length);
        for (let i = 0, x = seed | 1; i < length; i++)
          bytes[i] = noisy ? (x = Math.imul(x, 1103515245) + 12345) >>> 16 : i >> 4;
        for (const name of ['f', 'a.zip', 'new']) rmSync(free.at(name), { recursive: true, force: true });
        writeFileSync(free.at('f'), bytes);
        await pack(['f'], 'a.zip', free);
        await unpack('a.zip', 'new', free);
        expect(readFileSync(free.at('new/f')).equals(bytes)).toBe(true);
      }),
      { numRuns: 12 },
    );
    free.clear();
  });

  it('write archives that other programs read, and read theirs', async ({ skip }) => {
    desk.make({ 'tree/a “日本”.txt': 'text '.repeat(1000), 'tree/empty/': '', 'tree/b': '' });
    await pack(['tree']);
    const python = (code: string): string =>
      execFileSync('python3', ['-c', code], { cwd: desk.home, encoding: 'utf8' });
    try {
      python('import zipfile');
    } catch {
      return skip();
    }
    expect(
      python(
        "import zipfile; z = zipfile.ZipFile('a.zip'); print(z.testzip(), z.read('tree/a “日本”.txt') == b'text ' * 1000)",
      ),
    ).toBe('None True\n');
    python(
      "import zipfile; z = zipfile.ZipFile('b.zip', 'w', zipfile.ZIP_DEFLATED); z.write('tree'); z.write('tree/a “日本”.txt'); z.writestr('stored', b'x', zipfile.ZIP_STORED)",
    );
    await unpack('b.zip');
    expect(readFileSync(desk.at('new/tree/a “日本”.txt'), 'utf8')).toBe('text '.repeat(1000));
    expect(readFileSync(desk.at('new/stored'), 'utf8')).toBe('x');
  });

  it('tell things of one name apart, and leave links out, saying so', async () => {
    desk.make({ 'x/a.txt': '1', 'y/a.txt': '2' });
    symlinkSync('/etc/passwd', desk.at('y/link'));
    const done = await pack(['x/a.txt', 'y/a.txt', 'y']);
    expect(await entries()).toMatchObject([
      { name: 'a.txt' },
      { name: 'a (2).txt' },
      { name: 'y/' },
      { name: 'y/a.txt' },
    ]);
    expect(done.evidence[0]).toEqual({ path: 'filesystem', say: '1 link was left out of the archive.', holds: null });
  });

  it('never overwrite', async () => {
    desk.make({ f: 'f', 'a.zip': 'mine', 'new/mine': '' });
    await expect(pack(['f'])).rejects.toMatchObject({ code: 'FILE_EXISTS' });
    await pack(['f'], 'b.zip');
    await expect(unpack('b.zip')).rejects.toMatchObject({ code: 'FILE_EXISTS' });
    expect(readFileSync(desk.at('a.zip'), 'utf8')).toBe('mine');
    expect(readdirSync(desk.at('new'))).toEqual(['mine']);
  });

  it('do not take what is secret along', async () => {
    desk.make({ 'tree/.ssh/id': 'secret', 'tree/f': '' });
    await expect(pack(['tree'])).rejects.toMatchObject({ code: 'FILE_DENIED' });
    expect(readdirSync(desk.home)).toEqual(['tree']);
  });

  it('leave what a person changed since', async () => {
    desk.make({ f: 'f', 'tree/g': 'g' });
    const packed = await pack(['f', 'tree']);
    const unpacked = await unpack();
    writeFileSync(desk.at('new/tree/h'), 'mine');
    expect((await desk.undo('files.unzip', unpacked.receipt)).status).toBe('kept');
    expect(readdirSync(desk.at('new/tree'))).toEqual(['g', 'h']);
    writeFileSync(desk.at('a.zip'), 'mine');
    expect((await desk.undo('files.zip', packed.receipt)).status).toBe('kept');
    expect(readFileSync(desk.at('a.zip'), 'utf8')).toBe('mine');
  });

  const one = strToU8('x');
  const link = { ...{ os: 3, attrs: (0o120777 << 16) >>> 0 } };
  it.each<[string, () => void, string]>([
    ['a way out', () => give({ '../out': one }), 'FILE_DENIED'],
    ['a way out further in', () => give({ 'a/../../out': one }), 'FILE_DENIED'],
    ['an absolute path', () => give({ '/tmp/out': one }), 'FILE_DENIED'],
    ['a way out with backslashes', () => give({ '..\\out': one }), 'FILE_DENIED'],
    ['a drive', () => give({ 'C:/out': one }), 'FILE_DENIED'],
    ['a link', () => give({ link: [strToU8('/etc/passwd'), link] }), 'FILE_DENIED'],
    ['a folder and a file of one name', () => give({ a: one, 'a/b': one }), 'FILE_EXISTS'],
    [
      'two of one name',
      () =>
        writeFileSync(
          desk.at('a.zip'),
          Buffer.from(zipSync({ aa: one, ab: one }))
            .toString('latin1')
            .replaceAll('ab', 'aa'),
          'latin1',
        ),
      'FILE_DENIED',
    ],
    ['too many', () => give(Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`f${i}`, one]))), 'FILE_TOO_BIG'],
    ['too much', () => give({ big: [new Uint8Array(3_000_001), { level: 0 }] }), 'FILE_TOO_BIG'],
    ['a bomb', () => give({ bomb: new Uint8Array(2_000_000) }), 'FILE_TOO_BIG'],
    ['a bomb that lies about its size', () => lie(), 'FILE_DENIED'],
    ['a changed byte', () => damage((bytes) => void (bytes[40]! ^= 0xff)), 'FILE_DENIED'],
    ['its end cut off', () => damage((bytes) => bytes.subarray(0, bytes.length - 30)), 'UNSUPPORTED'],
    ['no zip at all', () => writeFileSync(desk.at('a.zip'), 'PK but no'), 'UNSUPPORTED'],
    ['nothing', () => writeFileSync(desk.at('a.zip'), ''), 'UNSUPPORTED'],
  ])('refuse an archive with %s, and leave nothing', async (_name, make, code) => {
    make();
    await expect(unpack()).rejects.toMatchObject({ code });
    expect(readdirSync(desk.home)).toEqual(['a.zip']);
  });

  const damage = (change: (bytes: Buffer) => Buffer | void): void => {
    const bytes = Buffer.from(zipSync({ f: strToU8('hello hello hello '.repeat(20)) }));
    writeFileSync(desk.at('a.zip'), change(bytes) ?? bytes);
  };
  /** Says in the directory that two million zeros are ten bytes. */
  const lie = (): void => {
    const bytes = Buffer.from(zipSync({ bomb: new Uint8Array(2_000_000) }));
    bytes.writeUInt32LE(10, bytes.indexOf(Buffer.from('PK\u0001\u0002', 'latin1')) + 24);
    writeFileSync(desk.at('a.zip'), bytes);
  };

  it('take an archive within itself, growing no further', async () => {
    desk.make({ 'tree/f': 'f' });
    await pack(['tree'], 'tree/a.zip');
    expect(await entries('tree/a.zip')).toMatchObject([{ name: 'tree/' }, { name: 'tree/f' }]);
    expect(statSync(desk.at('tree/a.zip')).size).toBeLessThan(1000);
  });
});
