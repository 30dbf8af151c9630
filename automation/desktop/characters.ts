/** "1 character", "43 characters": how many a person sees, not how many code units. */
export const characters = (text: string): string => {
  const count = [...text].length;
  return `${count} ${count === 1 ? 'character' : 'characters'}`;
};
