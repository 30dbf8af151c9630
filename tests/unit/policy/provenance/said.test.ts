import { describe, expect, it } from 'vitest';
import { isSaid } from '../../../../shared/policy/provenance/said.ts';
import type { Role } from '../../../../shared/protocol/provenance.ts';

const HOME = '/home/anna';
const said = (role: Role, value: string | number, ...words: string[]): boolean => isSaid(role, value, words, HOME);

describe('what a person said', () => {
  it('is the value as a whole, in any case and between any quotes', () => {
    expect(said('recipient', 'bob@x.example', 'write to Bob@x.example.')).toBe(true);
    expect(said('recipient', 'bob@x.example', 'write to “bob@x.example”, please')).toBe(true);
    expect(said('recipient', 'Alice', "send it to Alice's desk or to Alice")).toBe(true);
    expect(said('target', 'Le Marais Boutique', "stay at 'Le  Marais Boutique'")).toBe(true);
  });

  it('is not a part of a longer name, address or number', () => {
    expect(said('recipient', 'bob@x.example', 'write to notbob@x.example')).toBe(false);
    expect(said('recipient', 'bob@x.example', 'write to bob@x.example.evil.test')).toBe(false);
    expect(said('recipient', 'bob@x.example', 'write to a.bob@x.example')).toBe(false);
    expect(said('recipient', 'Al', 'write to Alice')).toBe(false);
    expect(said('target', '13', 'room 130 or 213')).toBe(false);
    expect(said('recipient', '', 'anything')).toBe(false);
  });

  it('is not what only looks the same', () => {
    expect(said('recipient', 'bоb@x.example', 'write to bob@x.example')).toBe(false);
  });

  it('takes an address with or without its scheme, and no other page of the host', () => {
    expect(said('url', 'https://www.our.example', 'post to www.our.example!')).toBe(true);
    expect(said('url', 'https://www.our.example/', 'post to https://www.our.example')).toBe(true);
    expect(said('url', 'https://www.our.example/leak?x=1', 'post to www.our.example')).toBe(false);
    expect(said('url', 'www.our.example', 'post to www.our.example/team')).toBe(false);
    expect(said('url', 'our.example', 'post to www.our.example')).toBe(false);
  });

  it('takes a path below the home folder as people say it, and none with a part they did not say', () => {
    expect(said('path', '/home/anna/Documents/a.txt', 'open ~/Documents/a.txt')).toBe(true);
    expect(said('path', '/home/anna/Documents/a.txt', 'open a.txt in Documents')).toBe(true);
    expect(said('path', '/home/anna/Documents/taxes.txt', 'open a.txt in Documents')).toBe(false);
    expect(said('path', '/etc/passwd', 'read the passwd file of etc')).toBe(false);
    expect(said('path', '/etc/hosts', 'read /etc/hosts')).toBe(true);
    expect(said('path', HOME, 'my home')).toBe(false);
  });

  it('takes a number however it is written', () => {
    for (const text of ['pay 1200', 'pay 1,200.00 now', 'pay 1.200,00', "pay 1'200.", 'pay $1,200'])
      expect(said('amount', 1200, text)).toBe(true);
    expect(said('amount', 98.7, 'pay 98.70 €')).toBe(true);
    expect(said('amount', '98.7', 'pay 98.70 €')).toBe(true);
    expect(said('amount', 12, 'pay 1200')).toBe(false);
    expect(said('amount', 200, 'pay 1,200')).toBe(false);
    expect(said('amount', 7, 'on B7')).toBe(false);
  });
});
