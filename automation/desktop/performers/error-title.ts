/** How servers call the pages that they send with an error, after its number or without one. */
const REASON =
  'not found|forbidden|unauthori[sz]ed|access denied|bad request|bad gateway|gateway time-?out|service (?:temporarily )?unavailable|internal server error|too many requests|gone';

const ERROR = new RegExp(
  String.raw`^(?:(?:http|error)[\s:/]+)*(?:[45]\d\d(?:$|\s*[-–—:|(]|\s+(?:${REASON}|error))|(?:page )?(?:${REASON})(?:$|\s*[-–—:|!.]))`,
  'iu',
);

/**
 * Whether a page's title reads like that of an error. In a person's own browser the title is all that can be read of whether a host gave the
 * page or refused it: asking the host once more would be another request.
 */
export const readsLikeError = (title: string): boolean => ERROR.test(title.trim());
