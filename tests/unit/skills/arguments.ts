import fc from 'fast-check';
import type { z } from 'zod';
import type { Json } from '../../../shared/protocol/json.ts';

const window = fc.record({
  id: fc.nat(),
  pid: fc.option(fc.nat()),
  app: fc.constantFrom('mousepad', 'galculator', ''),
  title: fc.string(),
});
const path = fc.string({ maxLength: 30 }).map((name) => `/${name.replaceAll('\0', '')}`);
const text = fc.string({ unit: 'binary', minLength: 1 });

const byName: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  window,
  page: fc.record({ id: fc.string(), site: fc.constantFrom('example.org', '127.0.0.1:80', '') }),
  on: fc.boolean(),
  effects: fc.constantFrom('look', 'navigate', 'edit'),
  actions: fc.integer({ min: 1, max: 100 }),
  ...Object.fromEntries(['task', 'until'].map((name) => [name, fc.string({ minLength: 1, maxLength: 90 })])),
  ...Object.fromEntries(['name', 'option'].map((name) => [name, fc.string({ minLength: 1, maxLength: 30 })])),
  path,
  file: path,
  folder: path,
  to: path,
  from: path,
  within: path,
  archive: path,
  files: fc.array(path, { minLength: 1, maxLength: 20 }),
  renames: fc.array(fc.record({ from: path, to: path }), { minLength: 1, maxLength: 20 }),
  entries: fc.array(fc.constantFrom('a.txt', 'in/b c.pdf', '..dots'), { minLength: 1 }),
  command: fc.array(fc.string(), { minLength: 1 }),
  names: fc.array(fc.constantFrom('1', '=', 'Send', '×'), { minLength: 1 }),
  area: fc.constantFrom('left', 'bottom-right', 'full'),
  url: fc.constant('https://example.org/'),
  chord: fc.constant('Control+s'),
  expect: fc.constantFrom('100', '-2.5'),
  recursive: fc.boolean(),
  replace: fc.constant(true),
  renamed: fc.integer({ min: 1, max: 20 }),
  places: fc.integer({ min: 1, max: 20 }),
  copies: fc.constant(true),
  larger: fc.integer({ min: 0, max: 1e12 }),
  smaller: fc.integer({ min: 1, max: 1e12 }),
  except: fc.array(fc.constantFrom('invoice.pdf', '*.txt'), { maxLength: 3 }),
  allBut: fc.record({ sort: fc.constantFrom('newest', 'largest'), most: fc.integer({ min: 1, max: 9 }) }),
  moment: fc.integer({ min: 1, max: 4e12 }),
  folders: fc.constant(true),
  sort: fc.constantFrom('newest', 'oldest', 'largest', 'smallest'),
  most: fc.integer({ min: 1, max: 10_000 }),
  before: fc.integer({ min: 0, max: 4e12 }),
  after: fc.integer({ min: 0, max: 4e12 }),
  seconds: fc.integer({ min: 1, max: 3600 }),
  ...Object.fromEntries(['x', 'y', 'width', 'height'].map((side) => [side, fc.integer({ min: 1, max: 4000 })])),
};

const ref = fc.record({ from: fc.constantFrom('s1', 's12'), output: fc.string() });

/** Arguments that a skill's schema accepts; where `refs`, some of them still an earlier step's. */
export const argumentsOf = (parameters: z.ZodObject, refs: boolean): fc.Arbitrary<Readonly<Record<string, Json>>> => {
  const names = Object.keys(parameters.shape);
  const optional = names.filter((name) => parameters.shape[name]?.safeParse(undefined).success);
  const values = Object.fromEntries(
    names.map((name) => {
      const value: fc.Arbitrary<Json> = byName[name] ?? text;
      return [name, refs ? fc.oneof(value, ref) : value];
    }),
  );
  return fc.record(values, { requiredKeys: names.filter((name) => !optional.includes(name)) }) as fc.Arbitrary<
    Readonly<Record<string, Json>>
  >;
};
