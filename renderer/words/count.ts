/** "1 step", "4 steps". */
export const steps = (n: number): string => `${n} ${n === 1 ? 'step' : 'steps'}`;
