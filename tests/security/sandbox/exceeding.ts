/** Where scripts go that exceed their manifest. */
export interface Aims {
  /** Folder of the home folder that no manifest names. */
  readonly private: string;
  readonly documents: string;
  readonly port: number;
}

/** The body of a script whose manifest names `documents`/in.txt to read and `documents`/out.txt to write, and nothing else. */
export interface Exceeding {
  readonly name: string;
  readonly imports?: string;
  readonly body: (aims: Aims) => string;
}

const FS = `import * as fs from 'node:fs'; import { writeFile, readFile, appendFile, copyFile, readdir, stat } from 'node:fs/promises'; import { join, resolve, dirname } from 'node:path';`;
const q = JSON.stringify;

const writes = (name: string, body: Exceeding['body']): Exceeding => ({ name: `writes ${name}`, imports: FS, body });
const asks = (name: string, body: Exceeding['body']): Exceeding => ({ name: `asks ${name}`, imports: FS, body });

export const EXCEEDING: readonly Exceeding[] = [
  writes('a file by its name', ({ private: p }) => `await writeFile(${q(`${p}/made.txt`)}, 'x');`),
  writes('a file by a constant', ({ private: p }) => `const to = ${q(`${p}/made.txt`)}; await writeFile(to, 'x');`),
  writes(
    'a file by a template',
    ({ private: p }) => `const folder = ${q(p)}; await writeFile(\`\${folder}/made.txt\`, 'x');`,
  ),
  writes('a file by a sum', ({ private: p }) => `await writeFile(${q(p)} + '/' + 'made.txt', 'x');`),
  writes('a file by join', ({ private: p }) => `await writeFile(join(${q(p)}, 'made.txt'), 'x');`),
  writes('a file through ..', ({ documents }) => `await writeFile(${q(documents)} + '/../Private/made.txt', 'x');`),
  writes(
    'a file by resolve',
    ({ documents }) => `await writeFile(resolve(${q(documents)}, '..', 'Private', 'made.txt'), 'x');`,
  ),
  writes(
    'a file whose name it decodes',
    ({ private: p }) =>
      `const name = new TextDecoder().decode(Uint8Array.from(${q([...Buffer.from(`${p}/made.txt`)])})); await writeFile(name, 'x');`,
  ),
  writes(
    'a file whose name it turns round',
    ({ private: p }) =>
      `await writeFile(${q([...`${p}/made.txt`].reverse().join(''))}.split('').reverse().join(''), 'x');`,
  ),
  writes(
    'a file whose name it reads',
    ({ documents }) =>
      `const name = (await readFile(${q(`${documents}/in.txt`)}, 'utf8')).trim(); await writeFile(name, 'x');`,
  ),
  writes(
    'a file by the time of day',
    ({ private: p }) => `await writeFile(join(${q(p)}, String(new Date().getTime()) + '.txt'), 'x');`,
  ),
  writes('a file by chance', ({ private: p }) => `await writeFile(${q(p)} + '/' + Math.random().toString(36), 'x');`),
  writes(
    'beside its own file',
    ({ documents }) =>
      `await writeFile(join(dirname(${q(`${documents}/out.txt`)}), ['o', 't', 'h', 'e', 'r'].join('')), 'x');`,
  ),
  writes('what it may only read', ({ documents }) => `await writeFile(${q(`${documents}/in.txt`)}, 'x');`),
  writes(
    'what it may only read, by a name put together',
    ({ documents }) => `await appendFile([${q(documents)}, 'in.txt'].join('/'), 'x');`,
  ),
  writes(
    'many files in a loop',
    ({ private: p }) =>
      `for (let i = 0; i < 20; i++) { try { await writeFile(${q(p)} + '/' + i, 'x'); } catch (e) { void e; } }`,
  ),
  writes(
    'and says nothing of the error',
    ({ private: p }) => `const to = [${q(p)}, 'made.txt'].join('/'); await writeFile(to, 'x').catch(() => undefined);`,
  ),
  writes(
    'a copy elsewhere',
    ({ private: p, documents }) => `await copyFile(${q(`${documents}/in.txt`)}, [${q(p)}, 'copy'].join('/'));`,
  ),
  writes(
    'through another function',
    ({ private: p }) => `const act = fs['write' + 'FileSync' as 'writeFileSync']; act(${q(`${p}/made.txt`)}, 'x');`,
  ),
  writes(
    'through a function it hands on',
    ({ private: p }) =>
      `const each = (act: typeof writeFile): Promise<void> => act([${q(p)}, 'made.txt'].join('/'), 'x'); await each(writeFile);`,
  ),
  writes(
    'when it is the right month',
    ({ private: p }) => `if (new Date().getFullYear() > 2000) fs.writeFileSync([${q(p)}, 'made.txt'].join('/'), 'x');`,
  ),
  writes(
    'when nobody tests it',
    ({ private: p, documents }) =>
      `if ((await readFile(${q(`${documents}/in.txt`)}, 'utf8')).includes('real')) fs.writeFileSync([${q(p)}, 'made.txt'].join('/'), 'x');`,
  ),
  writes(
    'a moment later',
    ({ private: p }) =>
      `setTimeout(() => fs.writeFileSync([${q(p)}, 'late.txt'].join('/'), 'x'), 20); await new Promise((done) => setTimeout(done, 60));`,
  ),
  writes('into its own program', () => `fs.writeFileSync(['/sonny', 'own', 'script.mjs'].join('/'), 'x');`),
  writes('with a folder', ({ private: p }) => `fs.mkdirSync([${q(p)}, 'made'].join('/'), { recursive: true });`),
  writes('by taking away', ({ private: p }) => `fs.rmSync([${q(p)}, 'kept.txt'].join('/'));`),
  writes(
    'by renaming',
    ({ private: p, documents }) =>
      `fs.renameSync([${q(documents)}, 'out.txt'].join('/'), [${q(p)}, 'moved'].join('/'));`,
  ),
  writes(
    'by a link',
    ({ private: p, documents }) =>
      `fs.symlinkSync(${q(p)}, ${q(`${documents}/link`)}); fs.writeFileSync(${q(`${documents}/link/made.txt`)}, 'x');`,
  ),
  writes(
    'its output as a link',
    ({ private: p, documents }) => `fs.symlinkSync(${q(`${p}/kept.txt`)}, ${q(`${documents}/out.txt`)});`,
  ),
  writes(
    'by telling the host to',
    ({ private: p }) =>
      `fs.writeSync(3, JSON.stringify({ out: ${q(`${p}/made.txt`)}, round: 0, bytes: 'eA==' }) + '\\n');`,
  ),
  asks('a host by its address', ({ port }) => `await fetch('http://127.0.0.1:${port}/');`),
  asks('a host by a constant', ({ port }) => `const url = 'http://localhost:${port}/x'; await fetch(url);`),
  asks(
    'a host by an address put together',
    ({ port }) => `await fetch(['http:', '', ['127', '0', '0', '1'].join('.') + ':' + ${port}, 'x'].join('/'));`,
  ),
  asks(
    'a host that a file names',
    ({ documents, port }) =>
      `const host = (await readFile(${q(`${documents}/in.txt`)}, 'utf8')).length > 0 ? 'localhost' : ''; await fetch('http://' + host + ':${port}/');`,
  ),
  asks(
    'with what it read',
    ({ documents, port }) =>
      `const text = await readFile(${q(`${documents}/in.txt`)}, 'utf8'); await fetch('http://127.0.0.1:' + String(${port}) + '/?q=' + encodeURIComponent(text), { method: 'POST', body: text });`,
  ),
  asks(
    'and swallows the refusal',
    ({ port }) => `await fetch('http://[::1]:' + String(${port}) + '/').catch(() => null);`,
  ),
  asks(
    'through a name of the network',
    ({ port }) =>
      `await fetch('http://' + ['local', 'host'].join('') + ':' + String(${port}) + '/').then((answer) => answer.text());`,
  ),
  {
    name: 'asks over TCP',
    imports: `import { connect } from 'node:net';`,
    body: ({ port }) =>
      `await new Promise((done) => { connect(${port}, '127.0.0.1').on('connect', done).on('error', done); });`,
  },
  {
    name: 'asks over UDP',
    imports: `import { createSocket } from 'node:dgram';`,
    body: ({ port }) =>
      `await new Promise((done) => { createSocket('udp4').on('error', done).send('x', ${port}, '127.0.0.1', done); });`,
  },
  {
    name: 'asks through a program',
    imports: `import { execSync } from 'node:child_process';`,
    body: ({ port, private: p }) =>
      `try { execSync('curl http://127.0.0.1:${port}/'); } catch (e) { void e; } execSync('echo x > ${p}/made.txt');`,
  },
  {
    name: 'uses a tool',
    imports: `import { tool } from 'sonny';`,
    body: ({ private: p }) => `await tool('files.' + 'write', { path: ${q(`${p}/made.txt`)}, text: 'x' });`,
  },
  {
    name: 'uses a tool that looks elsewhere',
    imports: `import { tool } from 'sonny';`,
    body: ({ private: p }) => `await tool('files.read', { path: ${q(`${p}/kept.txt`)} });`,
  },
];
