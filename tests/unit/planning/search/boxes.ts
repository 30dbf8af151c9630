import type { LiftedTask } from '../../../../shared/ports/planning-task.ts';

/** Boxes in rooms and a robot that carries one at a time: small, but every step depends on others. */
export const boxes = (rooms: number, count: number): LiftedTask => {
  const room = (i: number): string => `room${i}`;
  const at = (who: string, where: number) => ({ predicate: 'at', args: [who, room(where)] });
  return {
    types: ['room', 'box', 'robot'].map((name) => ({ name, parent: 'object' })),
    objects: [
      { name: 'robot', types: ['robot'] },
      ...Array.from({ length: rooms }, (_, i) => ({ name: room(i), types: ['room'] })),
      ...Array.from({ length: count }, (_, i) => ({ name: `box${i}`, types: ['box'] })),
    ],
    actions: [
      {
        name: 'move',
        parameters: [
          { name: '?from', types: ['room'] },
          { name: '?to', types: ['room'] },
        ],
        precondition: [
          { predicate: 'at', args: ['robot', 0] },
          { predicate: 'door', args: [0, 1] },
        ],
        effects: [
          { predicate: 'at', args: ['robot', 1] },
          { predicate: 'at', args: ['robot', 0], negated: true },
        ],
        cost: [{ predicate: 'distance', args: [0, 1] }],
      },
      {
        name: 'pick',
        parameters: [
          { name: '?box', types: ['box'] },
          { name: '?room', types: ['room'] },
        ],
        precondition: [
          { predicate: 'at', args: ['robot', 1] },
          { predicate: 'at', args: [0, 1] },
          { predicate: 'busy', args: [], negated: true },
        ],
        effects: [
          { predicate: 'busy', args: [] },
          { predicate: 'held', args: [0] },
          { predicate: 'at', args: [0, 1], negated: true },
        ],
      },
      {
        name: 'drop',
        parameters: [
          { name: '?box', types: ['box'] },
          { name: '?room', types: ['room'] },
        ],
        precondition: [
          { predicate: 'at', args: ['robot', 1] },
          { predicate: 'held', args: [0] },
        ],
        effects: [
          { predicate: 'at', args: [0, 1] },
          { predicate: 'held', args: [0], negated: true },
          { predicate: 'busy', args: [], negated: true },
        ],
      },
    ],
    init: [
      at('robot', 0),
      ...Array.from({ length: count }, (_, i) => at(`box${i}`, i % rooms)),
      ...Array.from({ length: rooms }, (_, i) => ({ predicate: 'door', args: [room(i), room((i + 1) % rooms)] })),
    ],
    goal: Array.from({ length: count }, (_, i) => at(`box${i}`, (i + 1) % rooms)),
    values: Array.from({ length: rooms }, (_, i) => ({
      predicate: 'distance',
      args: [room(i), room((i + 1) % rooms)],
      value: 3,
    })),
  };
};
