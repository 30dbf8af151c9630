/** Shorter texts are no secrets, and stand in everything. */
const SHORTEST = 6;

/** How a secret may stand in what somebody says who was given it. */
export const formsOf = (secret: string): readonly string[] => {
  if (secret.length < SHORTEST) return [];
  const bytes = Buffer.from(secret);
  return [
    ...new Set([
      secret,
      encodeURIComponent(secret),
      new URLSearchParams({ q: secret }).toString().slice(2),
      JSON.stringify(secret).slice(1, -1),
      bytes.toString('base64').replace(/=+$/u, ''),
      bytes.toString('base64url'),
    ]),
  ];
};
