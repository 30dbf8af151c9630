/** What a declared skill has to say of itself, where it needs, changes and confirms nothing that a test looks at. */
export const BARE = {
  needs: () => [],
  changes: () => [],
  effects: () => [],
  verifiedBy: 'nothing',
  checks: () => [],
  resources: () => [],
  deadline: 1000,
  idempotent: false,
  examples: [],
} as const;
