/** The name of an action that only closes a goal with alternatives: plans do not show it. */
export const CLOSE_GOAL = '';
