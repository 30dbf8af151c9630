import { SonnyError } from '../../shared/protocol/errors.ts';

/** Where a page says what it is: its head. In characters. */
const READ = 4096;
const LONGEST_TITLE = 120;
const VERSION = /\/v\d+[a-z\d]*(\/|$)/i;

/** Whether a server that was asked for a model's answer showed a page for people instead. One that failed may show a page, too. */
export const isPage = (response: Response): boolean =>
  (response.ok || response.status === 404 || response.status === 405) &&
  /^(text\/html|application\/xhtml)/i.test(response.headers.get('content-type') ?? '');

/** The address that is probably meant by one without a version; empty where it has one. */
export const withVersion = (baseUrl: string): string => {
  const url = new URL(baseUrl);
  if (VERSION.test(url.pathname)) return '';
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/v1`;
  return `An address like ${url.href} is wanted.`;
};

/** What a page calls itself, or the first words on it; empty where it says nothing. */
export const titleOf = (html: string): string => {
  const title = /<title[^>]*>([\s\S]*?)<\/title>/i.exec(html)?.[1] ?? '';
  const seen = html.replace(/<(script|style)\b[\s\S]*?(<\/\1>|$)/gi, ' ').replace(/<[^>]*(>|$)/g, ' ');
  const line = (title.trim() || seen).replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_TITLE ? `${line.slice(0, LONGEST_TITLE)}…` : line;
};

/** The error that says so, with what the page calls itself. The page is read no further. */
export const pageInstead = async (response: Response, baseUrl: string): Promise<SonnyError> => {
  const title = titleOf(await headOf(response));
  const named = title === '' ? '' : `, “${title}”`;
  return new SonnyError(
    'MODEL_WRONG_ADDRESS',
    [`${baseUrl} answered with a web page${named}.`, withVersion(baseUrl)].filter(Boolean).join(' '),
  );
};

const headOf = async ({ body }: Response): Promise<string> => {
  if (!body) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let head = '';
  try {
    while (head.length < READ) {
      const { done, value } = await reader.read();
      if (done) break;
      head += decoder.decode(value as Uint8Array, { stream: true });
    }
  } catch {
    // What came until then is all there is to say.
  }
  await reader.cancel().catch(() => {});
  return head;
};
