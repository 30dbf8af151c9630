/** Tells the sum of what several doors count. Each call gives one more door's count. */
export const summed = (tell: (count: number) => void): (() => (count: number) => void) => {
  const counts: number[] = [];
  return () => {
    const mine = counts.push(0) - 1;
    return (count) => {
      counts[mine] = count;
      tell(counts.reduce((all, one) => all + one, 0));
    };
  };
};
