import type { Walls } from '../../shared/ports/sandbox.ts';

export const NO_WALLS = (trouble: string, remedy: string): Walls => ({ level: 'none', stand: [], trouble, remedy });

/** In the order in which they are tried by `TRY_WALLS`. */
export const FULL_WALLS: readonly string[] = [
  'files of its own, in memory',
  'no network',
  'no other processes',
  'an empty environment',
  'a filter of system calls',
  'limits of processor, memory and disk',
  'Node’s permission model',
];

/** Says, as JSON, which of the walls it could climb: [] where they stand. Runs without Node's own permission model. */
export const TRY_WALLS = `
import { readdirSync, writeFileSync, existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { createSocket } from 'node:dgram';
import { spawnSync } from 'node:child_process';
const climbed = [];
const known = ['lib', 'lib64', 'node', 'sonny', 'usr', 'nix'];
if (readdirSync('/').some((name) => !known.includes(name))) climbed.push('it sees files of this machine');
if (existsSync('/usr/bin') || existsSync('/etc/passwd')) climbed.push('it sees programs of this machine');
try { writeFileSync('/sonny/x', ''); climbed.push('it writes into its own program'); } catch {}
try { writeFileSync('/x', ''); climbed.push('it writes'); } catch {}
if (Object.keys(process.env).some((name) => !['TZ', 'PWD'].includes(name))) climbed.push('it has an environment');
if (process.pid > 3) climbed.push('it sees other processes');
if (spawnSync('/node', ['-v']).error === undefined) climbed.push('it starts processes');
let addresses = [];
try { addresses = Object.values(networkInterfaces()).flat().filter((one) => !one.internal); } catch {}
if (addresses.length > 0) climbed.push('it has a network');
const socket = createSocket('udp4');
const say = () => process.stdout.write(JSON.stringify(climbed));
socket.on('error', (error) => { if (error.code !== 'EPERM') climbed.push('it may ask for a socket: ' + error.code); say(); });
socket.bind(0, '127.0.0.1', () => { climbed.push('it opens sockets'); socket.close(); say(); });
`;
