import { ABSENT, CLONE, IOCTL, REFUSED } from './syscalls.ts';

/** Classic BPF, as <linux/filter.h> has it: an instruction is 8 bytes: code, jump if true, jump if false, constant. */
const LOAD = 0x20;
const JUMP_EQUAL = 0x15;
const JUMP_AT_LEAST = 0x35;
const JUMP_SET = 0x45;
const RETURN = 0x06;

/** Offsets into struct seccomp_data: the call's number, the machine, and the low half of an argument. */
const NUMBER = 0;
const MACHINE = 4;
const argument = (index: number): number => 16 + 8 * index;

const ALLOW = 0x7fff0000;
const KILL = 0x80000000;
const failing = (errno: number): number => 0x00050000 | errno;
const EPERM = 1;
const ENOSYS = 38;

/** The other table of an x86-64 machine (x32) begins here. */
const X32 = 0x40000000;
const CLONE_THREAD = 0x10000;
/** Puts characters into a terminal's input, and the terminal's own paste. */
const TIOCSTI = 0x5412;
const TIOCLINUX = 0x541c;

const MACHINES = {
  x64: { audit: 0xc000003e, at: 0 },
  arm64: { audit: 0xc00000b7, at: 1 },
} as const;

export type Machine = keyof typeof MACHINES;
export const isMachine = (arch: string): arch is Machine => arch in MACHINES;

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, constant: number];

const returning = (value: number): Instruction => [RETURN, 0, 0, value];

/**
 * A filter of system calls for `bwrap --seccomp`: a program under it makes threads and no processes, opens no socket, and asks the
 * kernel for nothing that a script has no use for. All else is left to the namespaces.
 */
export const seccompFilter = (machine: Machine): Buffer => {
  const { audit, at } = MACHINES[machine];
  const equal = (number: number | null, value: number): readonly Instruction[] =>
    number === null ? [] : [[JUMP_EQUAL, 0, 1, number], returning(value)];
  const numbers = (table: Readonly<Record<string, readonly (number | null)[]>>): readonly (number | null)[] =>
    Object.values(table).map((pair) => pair[at] ?? null);

  const program: readonly Instruction[] = [
    [LOAD, 0, 0, MACHINE],
    [JUMP_EQUAL, 1, 0, audit],
    returning(KILL),
    [LOAD, 0, 0, NUMBER],
    ...(machine === 'x64' ? ([[JUMP_AT_LEAST, 0, 1, X32], returning(KILL)] satisfies Instruction[]) : []),
    ...Object.values(REFUSED).flatMap((table) => numbers(table).flatMap((n) => equal(n, failing(EPERM)))),
    ...numbers(ABSENT).flatMap((n) => equal(n, failing(ENOSYS))),
    // A clone that is no thread is a process.
    [JUMP_EQUAL, 0, 4, CLONE[at] ?? 0],
    [LOAD, 0, 0, argument(0)],
    [JUMP_SET, 1, 0, CLONE_THREAD],
    returning(failing(EPERM)),
    returning(ALLOW),
    [JUMP_EQUAL, 0, 4, IOCTL[at] ?? 0],
    [LOAD, 0, 0, argument(1)],
    [JUMP_EQUAL, 1, 0, TIOCSTI],
    [JUMP_EQUAL, 0, 1, TIOCLINUX],
    returning(failing(EPERM)),
    returning(ALLOW),
  ];
  const bytes = Buffer.alloc(8 * program.length);
  program.forEach(([code, ifTrue, ifFalse, constant], i) => {
    bytes.writeUInt16LE(code, 8 * i);
    bytes.writeUInt8(ifTrue, 8 * i + 2);
    bytes.writeUInt8(ifFalse, 8 * i + 3);
    bytes.writeUInt32LE(constant, 8 * i + 4);
  });
  return bytes;
};
