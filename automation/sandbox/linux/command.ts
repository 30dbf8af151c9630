import type { SandboxJob, SandboxLimits } from '../../../shared/ports/sandbox.ts';

/** Inside, the program's own folder. */
const PROGRAM = '/sonny';
/** The child's file descriptor with the filter of system calls; 3 is the program's channel. */
const FILTER_FD = 4;

export interface Place {
  readonly bwrap: string;
  readonly node: string;
  /** Every library that Node loads: where the loader looks for it, and where it really is. */
  readonly libraries: readonly (readonly [at: string, real: string])[];
}

/** Counted as data before a program has allocated anything: V8 keeps room for code, threads have stacks. */
const NODE_MEGABYTES = 768;
const MOST_OPEN_FILES = 64;

/** The shell's own limits, which no program under it can raise again. */
const limiting = ({ cpuSeconds, memoryMegabytes, diskMegabytes }: SandboxLimits): string =>
  [
    'ulimit -c 0',
    `ulimit -t ${cpuSeconds}`,
    `ulimit -d ${(NODE_MEGABYTES + memoryMegabytes) * 1024}`,
    // In blocks of 512 bytes.
    `ulimit -f ${diskMegabytes * 2048}`,
    `ulimit -n ${MOST_OPEN_FILES}`,
    'exec "$@"',
  ].join(' && ');

const bound = (at: string, from: string): string[] => ['--ro-bind', from, at];

/** Node's own walls: they are the first to say no and they say what to, but they hold nothing alone. */
export const nodeFlags = ({ reads, writes, limits }: SandboxJob): string[] => [
  '--permission',
  `--allow-fs-read=${PROGRAM}/*`,
  ...reads.map((path) => `--allow-fs-read=${path}`),
  ...writes.map((path) => `--allow-fs-write=${path}`),
  '--no-addons',
  '--disallow-code-generation-from-strings',
  '--no-warnings',
  `--max-old-space-size=${limits.memoryMegabytes}`,
];

/** What bubblewrap is told: an empty world with Node, its libraries, the program, and what the job gives. */
const bwrapArguments = (job: SandboxJob, place: Place, programFolder: string, timeZone: string): readonly string[] => [
  '--unshare-all',
  '--unshare-user',
  '--disable-userns',
  ...['--uid', '65534', '--gid', '65534'],
  ...['--hostname', 'sonny'],
  '--die-with-parent',
  '--new-session',
  ...['--cap-drop', 'ALL'],
  '--clearenv',
  ...['--setenv', 'TZ', timeZone],
  ...place.libraries.flatMap(([at, real]) => bound(at, real)),
  ...bound('/node', place.node),
  ...bound(PROGRAM, programFolder),
  // An inner folder is mounted over an outer one.
  ...job.folders
    .toSorted((a, b) => a.length - b.length)
    .flatMap((folder) => ['--size', String(job.limits.diskMegabytes * 2 ** 20), '--tmpfs', folder]),
  ...job.given.toSorted((a, b) => a.at.length - b.at.length).flatMap(({ from, at }) => bound(at, from)),
  ...['--remount-ro', '/'],
  ...['--chdir', PROGRAM],
  ...['--seccomp', String(FILTER_FD)],
];

/** The whole command; `flags` are Node's. */
export const commandOf = (
  job: SandboxJob,
  place: Place,
  programFolder: string,
  timeZone: string,
  flags: readonly string[] = nodeFlags(job),
): readonly [string, readonly string[]] => [
  '/bin/sh',
  [
    '-c',
    limiting(job.limits),
    'sh',
    place.bwrap,
    ...bwrapArguments(job, place, programFolder, timeZone),
    '--',
    '/node',
    ...flags,
    `${PROGRAM}/${job.entry}`,
  ],
];
