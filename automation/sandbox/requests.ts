import { lookup as resolveName } from 'node:dns';
import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { SonnyError } from '../../shared/protocol/errors.ts';

export interface Asked {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | null;
}

export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** In base 64. */
  readonly body: string;
}

const MOST_BYTES = 8 << 20;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);
/** Set by the connection, or a way to speak to somebody else through it. */
const OWN_HEADERS =
  /^(?:host|connection|content-length|transfer-encoding|upgrade|te|trailer|expect|keep-alive|proxy-.*)$/i;
const THIS_MACHINE = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Addresses that no name of the world outside leads to: this machine, its networks, and what only looks like an address. */
const INWARD = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  INWARD.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  ['::', 127],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  INWARD.addSubnet(net, prefix, 'ipv6');

const isInward = (address: string): boolean => INWARD.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** The usual look-up, but a name that leads inwards is an error: a host's owner decides where its name leads. */
const outwards: LookupFunction = (name, options, done) => {
  resolveName(name, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, []);
    const inward = addresses.find(({ address }) => isInward(address));
    if (inward) return done(new Error(`${name} leads to ${inward.address}, which is inside this network`), []);
    if (options.all) return done(null, addresses);
    const [first] = addresses;
    return first ? done(null, first.address, first.family) : done(new Error(`${name} has no address`), []);
  });
};

/**
 * Where a request of a script goes, if its manifest names the host: by HTTPS, or by HTTP to this machine itself. null: it goes nowhere.
 * Throws a SonnyError for what is no request at all.
 */
export const destinationOf = ({ url, method }: Asked, hosts: readonly string[]): URL | null => {
  if (!METHODS.has(method.toUpperCase())) throw new SonnyError('SCRIPT_FAILED', `${method} is no way to ask.`);
  const to = URL.parse(url);
  if (to === null || to.username !== '' || to.password !== '')
    throw new SonnyError('SCRIPT_FAILED', `${url} is no address.`);
  const here = THIS_MACHINE.has(to.hostname);
  const bareAddress = isIP(to.hostname.replace(/^\[|\]$/g, '')) !== 0;
  if (!hosts.includes(to.host) || (bareAddress && !here)) return null;
  return to.protocol === 'https:' || (to.protocol === 'http:' && here) ? to : null;
};

/** Asks for a script. Redirects are not followed: where they lead is asked for anew, and looked at anew. Rejects with an Error in words. */
export const request = (to: URL, asked: Asked, signal: AbortSignal): Promise<Got> =>
  new Promise((resolve, reject) => {
    const here = THIS_MACHINE.has(to.hostname);
    const send = to.protocol === 'https:' ? overHttps : overHttp;
    const headers = Object.fromEntries(asked.headers.filter(([name]) => !OWN_HEADERS.test(name)));
    const sent = send(
      to,
      { method: asked.method.toUpperCase(), headers, signal, agent: false, ...(here ? {} : { lookup: outwards }) },
      (answer) => {
        const parts: Buffer[] = [];
        let length = 0;
        answer.on('data', (part: Buffer) => {
          length += part.length;
          if (length > MOST_BYTES)
            sent.destroy(new Error(`the answer of ${to.host} is larger than ${MOST_BYTES} bytes`));
          else parts.push(part);
        });
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: Object.fromEntries(
              Object.entries(answer.headers).map(([name, value]) => [
                name,
                Array.isArray(value) ? value.join(', ') : (value ?? ''),
              ]),
            ),
            body: Buffer.concat(parts).toString('base64'),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(asked.body ?? undefined);
  });
