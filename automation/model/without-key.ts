/** A text that came from the server, as it is or as JSON, without the key that it was sent: what it answers is shown and kept. */
export const withoutKey = (text: string, key: string | null): string => {
  if (!key) return text;
  const inJson = JSON.stringify(key).slice(1, -1);
  return [key, inJson, encodeURIComponent(key), Buffer.from(key).toString('base64')].reduce(
    (clean, form) => clean.replaceAll(form, '…'),
    text,
  );
};
