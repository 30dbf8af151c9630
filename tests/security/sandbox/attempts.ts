/** What a program behind the walls knows of the machine outside: where to find what it must not reach. */
export interface Outside {
  readonly secretFile: string;
  readonly folder: string;
  readonly database: string;
  readonly tcp: number;
  readonly udp: number;
  readonly socket: string;
  readonly abstract: string;
  readonly address: string;
  readonly pid: number;
}

export interface Attempt {
  readonly name: string;
  /** A module. Whatever it gets hold of it prints: the judge looks for the secret there, and at the machine outside. */
  readonly code: (outside: Outside) => string;
  /** It uses something up, and is to be ended in one of these ways. */
  readonly ends?: readonly ('killed' | 'output' | 'time')[];
}

const text = JSON.stringify;
/** Tries each expression, prints what comes back, and goes on after errors. */
const each = (...tries: readonly string[]): string =>
  tries
    .map(
      (expression) =>
        `try { console.log(String(await (${expression}))); } catch (e) { console.log(e.code ?? e.name); }`,
    )
    .join('\n');
const FS = `import * as fs from 'node:fs'; import { join } from 'node:path';\n`;
const settled = (body: string): string => `await new Promise((done) => { setTimeout(done, 150); ${body} });`;

export const ATTEMPTS: readonly Attempt[] = [
  {
    name: 'read a file outside',
    code: ({ secretFile }) =>
      FS +
      each(
        `fs.readFileSync(${text(secretFile)}, 'utf8')`,
        `fs.promises.readFile(${text(secretFile)}, 'utf8')`,
        `fs.readFileSync(Buffer.from(${text(secretFile)}), 'utf8')`,
        `fs.readFileSync(new URL('file://' + ${text(secretFile)}), 'utf8')`,
        `fs.readFileSync('/sonny/..' + ${text(secretFile)}, 'utf8')`,
        `fs.readFileSync('/given/../..' + ${text(secretFile)}, 'utf8')`,
        `fs.openAsBlob(${text(secretFile)}).then((blob) => blob.text())`,
      ),
  },
  {
    name: 'list folders outside',
    code: ({ folder }) =>
      FS +
      each(
        `fs.readdirSync(${text(folder)})`,
        `fs.globSync(join(${text(folder)}, '*'))`,
        `fs.opendirSync(${text(folder)}).readSync()?.name`,
        `fs.readdirSync('/', { recursive: true }).filter((name) => /secret/.test(name))`,
      ),
  },
  {
    name: 'write a file outside',
    code: ({ folder, secretFile }) =>
      FS +
      each(
        `fs.writeFileSync(join(${text(folder)}, 'made'), 'x')`,
        `fs.appendFileSync(${text(secretFile)}, 'x')`,
        `fs.mkdirSync(join(${text(folder)}, 'made-folder'), { recursive: true })`,
        `fs.cpSync('/sonny', join(${text(folder)}, 'copied'), { recursive: true })`,
        `fs.truncateSync(${text(secretFile)})`,
        `fs.rmSync(${text(folder)}, { recursive: true })`,
      ),
  },
  {
    name: 'write what was given to read',
    code: () =>
      FS +
      each(
        `fs.writeFileSync('/given/note', 'changed')`,
        `fs.truncateSync('/given/note')`,
        `fs.chmodSync('/given/note', 0o777)`,
        `fs.utimesSync('/given/note', 0, 0)`,
        `fs.renameSync('/given/note', '/given/other')`,
        `fs.unlinkSync('/given/note')`,
        `fs.writeFileSync('/given/new', 'x')`,
        `fs.writeSync(fs.openSync('/given/note', 'r+'), 'x')`,
        `fs.ftruncateSync(fs.openSync('/given/note', 'r'))`,
      ),
  },
  {
    name: 'write its own program',
    code: () =>
      FS + each(`fs.writeFileSync('/sonny/more.mjs', 'x')`, `fs.writeFileSync('/node', 'x')`, `fs.unlinkSync('/node')`),
  },
  {
    name: 'make a symbolic link and follow it',
    code: ({ secretFile, folder }) =>
      FS +
      each(
        `fs.symlinkSync(${text(secretFile)}, '/made/link')`,
        `fs.readFileSync('/made/link', 'utf8')`,
        `fs.symlinkSync(${text(folder)}, '/made/folder')`,
        `fs.readdirSync('/made/folder')`,
        `fs.writeFileSync('/made/folder/made', 'x')`,
      ),
  },
  {
    name: 'follow a symbolic link that was there',
    code: () =>
      FS +
      each(
        `fs.readFileSync('/given/link', 'utf8')`,
        `fs.readFileSync('/given/relative-link', 'utf8')`,
        `fs.writeFileSync('/given/link', 'x')`,
        `fs.readdirSync('/given/folder-link')`,
      ),
  },
  {
    name: 'hard links to what was given',
    code: () => FS + each(`fs.linkSync('/given/note', '/made/note')`, `fs.writeFileSync('/made/note', 'changed')`),
  },
  {
    name: 'other processes’ memory and environment in /proc',
    code: ({ pid }) =>
      FS +
      each(
        `fs.readFileSync('/proc/self/environ', 'utf8')`,
        `fs.readFileSync('/proc/1/environ', 'utf8')`,
        `fs.readFileSync('/proc/' + process.ppid + '/environ', 'utf8')`,
        `fs.readFileSync('/proc/${pid}/environ', 'utf8')`,
        `fs.readFileSync('/proc/self/root' + '/etc/passwd', 'utf8')`,
        `fs.readdirSync('/proc/self/fd')`,
        `fs.readFileSync('/proc/${pid}/cwd/package.json', 'utf8')`,
      ),
  },
  {
    name: 'the environment',
    code: () => each(`JSON.stringify(process.env)`, `JSON.stringify(process.report.getReport().environmentVariables)`),
  },
  {
    name: 'TCP to this machine',
    code: ({ tcp, address }) =>
      `import { connect } from 'node:net';\n` +
      ['127.0.0.1', '::1', 'localhost', address]
        .map((host) =>
          settled(`connect(${tcp}, ${text(host)}).on('error', done).on('data', (d) => console.log(String(d)));`),
        )
        .join('\n'),
  },
  {
    name: 'HTTP to this machine',
    code: ({ tcp }) =>
      each(
        `fetch('http://127.0.0.1:${tcp}/').then((r) => r.text())`,
        `fetch('http://[::1]:${tcp}/').then((r) => r.text())`,
      ),
  },
  {
    name: 'TCP to elsewhere, and names of elsewhere',
    code: () =>
      `import { connect } from 'node:net'; import { promises as dns } from 'node:dns';\n` +
      settled(`connect(80, '192.0.2.1').on('error', (e) => { console.log(e.code); done(); });`) +
      each(
        `dns.lookup('example.org')`,
        `Promise.race([dns.resolve4('example.org'), new Promise((r) => setTimeout(r, 100))])`,
      ),
  },
  {
    name: 'UDP to this machine',
    code: ({ udp, address }) =>
      `import { createSocket } from 'node:dgram';\n` +
      ['127.0.0.1', address]
        .map((host) => settled(`createSocket('udp4').on('error', done).send('x', ${udp}, ${text(host)}, done);`))
        .join('\n'),
  },
  {
    name: 'a socket in the file system',
    code: ({ socket }) =>
      `import { connect } from 'node:net';\n` +
      [socket, '/given/socket']
        .map((path) => settled(`connect(${text(path)}).on('error', done).on('data', (d) => console.log(String(d)));`))
        .join('\n'),
  },
  {
    name: 'a socket without a place',
    code: ({ abstract }) =>
      `import { connect } from 'node:net';\n` +
      settled(`connect('\\0${abstract}').on('error', done).on('data', (d) => console.log(String(d)));`),
  },
  {
    name: 'listen for others',
    code: () =>
      `import { createServer } from 'node:net';\n` +
      settled(
        `createServer().on('error', (e) => { console.log(e.code); done(); }).listen(0, () => { console.log('ESCAPED'); done(); });`,
      ),
  },
  {
    name: 'start a process',
    code: ({ folder }) =>
      `import * as child from 'node:child_process'; import cluster from 'node:cluster';\n` +
      each(
        `child.spawnSync('/bin/sh', ['-c', 'echo x > ${folder}/made']).error?.code`,
        `child.execFileSync('/node', ['-e', 'console.log("ESCAPED")'])`,
        `child.execSync('id')`,
        `new Promise((done) => child.fork('/sonny/attempt.mjs').on('error', (e) => done(e.code)).on('spawn', () => done('ESCAPED')))`,
        `new Promise((done) => { setTimeout(done, 100); cluster.fork().on('error', (e) => done(e.code)).on('online', () => done('ESCAPED')); })`,
      ),
  },
  {
    name: 'become another program',
    code: () =>
      each(
        `process.execve('/bin/sh', ['sh', '-c', 'echo ESCAPED'])`,
        `process.execve('/node', ['node', '-e', 'console.log("other", process.pid)'])`,
      ),
  },
  {
    name: 'a native addon',
    code: () =>
      `import { createRequire } from 'node:module';\n` +
      each(
        `process.dlopen({ exports: {} }, '/given/addon.node')`,
        `createRequire('/sonny/x')('/given/addon.node')`,
        `process.dlopen({ exports: {} }, '/made/addon.node')`,
      ),
  },
  {
    name: 'a thread with other permissions',
    code: ({ secretFile }) =>
      `import { Worker } from 'node:worker_threads';\n` +
      each(
        `new Promise((done, no) => new Worker("const fs = require('fs'); require('worker_threads').parentPort.postMessage(fs.readFileSync(${secretFile.replaceAll('"', '')}', 'utf8'))".replace('readFileSync(', "readFileSync('"), { eval: true, execArgv: [], env: {} }).on('message', done).on('error', no))`,
      ),
  },
  {
    name: 'a fork bomb',
    code: () =>
      `import { spawn } from 'node:child_process'; let started = 0;\n` +
      `for (let i = 0; i < 200; i++) { try { spawn('/node', ['/sonny/attempt.mjs'], { detached: true }).on('error', () => {}).on('spawn', () => { started++; console.log('ESCAPED', started); }); } catch {} }\n` +
      `await new Promise((done) => setTimeout(done, 150));`,
  },
  {
    name: 'a bomb of threads',
    code: () =>
      `import { Worker } from 'node:worker_threads';\n` +
      `for (let i = 0; i < 2000; i++) { try { new Worker('for (;;);', { eval: true }).on('error', () => {}); } catch (e) { console.log(e.code); break; } }`,
  },
  {
    name: 'a bomb of memory outside the heap',
    code: () =>
      `const all = []; try { for (let i = 0; i < 64; i++) all.push(new Uint8Array(64 << 20).fill(1)); console.log('ESCAPED', all.length); } catch (e) { console.log(e.name, all.length); }`,
  },
  {
    name: 'a bomb of memory in the heap',
    code: () => `const all = []; for (;;) all.push(new Array(1000).fill(all.length));`,
    ends: ['killed', 'time'],
  },
  { name: 'an endless loop', code: () => `for (;;);`, ends: ['killed', 'time'] },
  {
    name: 'an endless wait',
    code: () => `setInterval(() => {}, 1000); process.on('SIGTERM', () => {}); process.on('SIGXCPU', () => {});`,
    ends: ['time'],
  },
  {
    name: 'a flood on what it prints',
    code: () => `for (;;) process.stdout.write('x'.repeat(65536));`,
    ends: ['output', 'killed', 'time'],
  },
  {
    name: 'a flood on its channel',
    code: () => `import { writeSync } from 'node:fs'; for (;;) writeSync(3, 'x'.repeat(65536));`,
    ends: ['output'],
  },
  {
    name: 'fill the disk',
    code: () =>
      FS +
      `const block = Buffer.alloc(1 << 20, 1); let written = 0;
      try { for (let i = 0; i < 512; i++) { fs.writeFileSync('/made/' + i, block); written++; } console.log('ESCAPED'); } catch (e) { console.log(e.code, written); }
      try { const file = fs.openSync('/made/one', 'a'); for (let i = 0; i < 512; i++) { fs.writeSync(file, block); written++; } console.log('ESCAPED'); } catch (e) { console.log(e.code, written); }`,
  },
  {
    name: 'Node’s insides',
    code: ({ folder, secretFile }) =>
      each(
        `process.binding('spawn_sync').spawn({ file: '/bin/sh', args: ['sh', '-c', 'echo x > ${folder}/made'], stdio: [] }).error`,
        `process.binding('fs').readFileUtf8(${text(secretFile)}, 0)`,
        `process.binding('pipe_wrap')`,
        `process._linkedBinding('electron_common_shell')`,
        `process.getBuiltinModule('module').prototype`,
      ),
  },
  {
    name: 'databases outside',
    code: ({ database }) =>
      each(
        `import('node:sqlite').then(({ DatabaseSync }) => JSON.stringify(new DatabaseSync(${text(database)}).prepare('SELECT * FROM kept').all()))`,
        `import('node:sqlite').then(({ DatabaseSync }) => { const db = new DatabaseSync(':memory:'); db.exec("ATTACH '${database}' AS other; INSERT INTO other.kept VALUES ('x')"); })`,
        `import('node:sqlite').then(({ DatabaseSync }) => new DatabaseSync('${database}-made').exec('CREATE TABLE t (x)'))`,
      ),
  },
  {
    name: 'signals to others',
    code: ({ pid }) =>
      each(
        `process.kill(${pid}, 'SIGTERM')`,
        `process.kill(process.ppid, 'SIGKILL')`,
        `process.kill(-1, 'SIGKILL')`,
        `process.kill(1, 'SIGKILL')`,
        `process._debugProcess(${pid})`,
      ),
  },
  {
    name: 'another user',
    code: () =>
      each(
        `process.setuid(0)`,
        `process.setgroups([0])`,
        `process.seteuid(0)`,
        `'uid ' + process.getuid()`,
        `process.initgroups('root', 0)`,
      ),
  },
  {
    name: 'code from text and what it can reach',
    code: ({ secretFile }) =>
      each(
        `[].constructor.constructor('return process.env')()`,
        `(0, eval)('1 + 1')`,
        `import('node:vm').then((vm) => vm.runInNewContext("this.constructor.constructor('return process')()").mainModule)`,
        `import('node:vm').then((vm) => vm.runInThisContext("process.binding('fs')").readFileUtf8(${text(secretFile)}, 0))`,
        `import('data:text/javascript,import fs from "node:fs"; export default fs.readFileSync(${encodeURIComponent(text(secretFile))}, "utf8")').then((m) => m.default)`,
      ),
  },
  {
    name: 'loading files of outside as code or data',
    code: ({ secretFile }) =>
      `import { createRequire } from 'node:module';\n` +
      each(
        `import(${text(secretFile)})`,
        `import('file://${secretFile}', { with: { type: 'json' } })`,
        `createRequire('/x')(${text(secretFile)})`,
        `process.loadEnvFile(${text(secretFile)})`,
        `JSON.stringify(process.env)`,
      ),
  },
  {
    name: 'reports and snapshots written outside',
    code: ({ folder }) =>
      each(
        `process.report.writeReport('${folder}/report.json')`,
        `import('node:v8').then((v8) => v8.writeHeapSnapshot('${folder}/heap'))`,
        `import('node:v8').then((v8) => v8.setFlagsFromString('--logfile=${folder}/log'))`,
        `import('node:v8').then((v8) => v8.startCpuProfile?.())`,
        `import('node:trace_events').then((t) => t.createTracing({ categories: ['node'] }).enable())`,
      ),
  },
  {
    name: 'the inspector',
    code: () =>
      each(
        `import('node:inspector').then((i) => { i.open(0, '127.0.0.1'); return i.url() ? 'ESCAPED' : 'no'; })`,
        `import('node:inspector/promises').then((i) => new i.Session().connectToMainThread())`,
      ),
  },
  {
    name: 'WebAssembly’s own files',
    code: ({ folder, secretFile }) =>
      each(
        `import('node:wasi').then(({ WASI }) => new WASI({ version: 'preview1', preopens: { '/': ${text(folder)} } }))`,
        `WebAssembly.compileStreaming(fetch('file://${secretFile}'))`,
      ),
  },
  {
    name: 'descriptors that were left open',
    code: () =>
      FS +
      `for (let fd = 4; fd < 64; fd++) { try { const bytes = Buffer.alloc(4096); console.log(fd, fs.fstatSync(fd).isFile() && bytes.toString('latin1', 0, fs.readSync(fd, bytes, 0, 4096, 0))); } catch {} try { fs.writeSync(fd, 'x'); } catch {} }`,
  },
  {
    name: 'the host through its channel',
    code: ({ secretFile }) =>
      `import { writeSync } from 'node:fs';\n` +
      [
        `{"__proto__":{"polluted":true}}`,
        `{"constructor":{"prototype":{"polluted":true}}}`,
        `{"out":"${secretFile}","bytes":"eA=="}`,
        `{"ask":"read","path":"${secretFile}"}`,
        `[[[[[[[`,
        `\u0000\u2028`,
        `{"then":1,"toString":1,"valueOf":1}`,
      ]
        .map((line) => `writeSync(3, ${text(`${line}\n`)});`)
        .join('\n') +
      `\nwriteSync(3, '['.repeat(100000) + '\\n');`,
  },
  {
    name: 'a bomb that waits',
    code: ({ folder, secretFile }) =>
      FS +
      `setTimeout(() => { try { fs.writeFileSync(join(${text(folder)}, 'late'), 'x'); } catch {} try { console.log(fs.readFileSync(${text(secretFile)}, 'utf8')); } catch {} }, 100);
      process.on('exit', () => { try { fs.writeFileSync(join(${text(folder)}, 'later'), 'x'); } catch {} });`,
  },
];
