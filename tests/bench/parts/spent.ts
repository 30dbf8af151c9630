/** Milliseconds of processor time that `act` takes, with all that the process does beside it (collecting garbage). */
export const spent = (act: () => void): number => {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};
