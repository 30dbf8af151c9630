import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PagedList } from '../../../shared/execution/life/paged-list.ts';

it('is as an array that is copied for each change, and no version changes', () => {
  const change = fc.tuple(fc.integer({ min: -1, max: 101 }), fc.integer());
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 100 }), fc.array(change), (values, changes) => {
      let [list, array]: [PagedList<number>, readonly number[]] = [PagedList.of(values), values];
      for (const [place, value] of changes) {
        const before = list;
        if (place in array) list = list.with(place, value);
        else expect(() => list.with(place, value)).toThrow(RangeError);
        expect(before.toJSON()).toEqual(array);
        if (place in array) array = array.with(place, value);
      }
      expect(list.toJSON()).toEqual(array);
      expect(list).toEqual(PagedList.of(array));
      for (let place = -1; place <= array.length; place++) expect(list.at(place)).toBe(array[place]);
    }),
  );
});
