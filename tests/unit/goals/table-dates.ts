import { all, asks, home, refused, type Row } from './expected.ts';
import { NOW } from './machine.ts';

const PICTURES = 'jpg,jpeg,png,gif,webp,bmp,tif,tiff,svg,heic';
const VIDEOS = 'mp4,mkv,webm,mov,avi,m4v';

/** From the first of one month to before the first of another, counted from 0. */
const months = (year: number, from: number, count = 1) => ({
  after: new Date(year, from, 1).getTime(),
  before: new Date(year, from + count, 1).getTime(),
});
const found = (glob: string, choosing: object) =>
  asks(['files.find', { folder: home('Documents'), glob, recursive: true, ...choosing }]);
const moved = (glob: string, choosing: object = {}) =>
  asks(['files.move', { files: { ...all('Downloads', glob), ...choosing }, to: home('Papers') }]);

/** Files by the calendar, and of several kinds at once. It is June 2026. */
export const dateRows: readonly Row[] = [
  ['find files from last month in ~/Documents', found('*', months(2026, 4))],
  ['find files in ~/Documents from this month', found('*', months(2026, 5))],
  ['find PDFs from last year in ~/Documents', found('*.pdf', months(2025, 0, 12))],
  ['find files in ~/Documents changed in this year', found('*', months(2026, 0, 12))],
  ['find files from 2023 in ~/Documents', found('*', months(2023, 0, 12))],
  ['find files of the year 2024 in ~/Documents', found('*', months(2024, 0, 12))],
  ['find PDFs from March 2024 in ~/Documents', found('*.pdf', months(2024, 2))],
  // A month without its year is the last one of its name: this year’s, as soon as it has begun.
  ['find PDFs from march in ~/Documents', found('*.pdf', months(2026, 2))],
  ['find PDFs from June in ~/Documents', found('*.pdf', months(2026, 5))],
  ['find PDFs from July in ~/Documents', found('*.pdf', months(2025, 6))],
  ['find PDFs from December in ~/Documents', found('*.pdf', months(2025, 11))],
  ['move all pictures from last month in Downloads to ~/Papers', moved(`*.{${PICTURES}}`, months(2026, 4))],
  [
    'move everything from 2025 bigger than 1 MB in Downloads to ~/Papers',
    moved('*', { ...months(2025, 0, 12), larger: 1e6 }),
  ],
  ['move PDFs and pictures from Downloads to ~/Papers', moved(`*.{pdf,${PICTURES}}`)],
  ['move all PDFs, all the pictures and videos in Downloads to ~/Papers', moved(`*.{pdf,${PICTURES},${VIDEOS}}`)],
  ['move the PDFs or *.md files in Downloads to ~/Papers', moved('*.{pdf,md}')],
  ['move invoices and PDFs in Downloads to ~/Papers', moved('{*invoice*,*.pdf}')],
  [
    'move the PDFs and pictures from yesterday in Downloads to ~/Papers',
    moved(`*.{pdf,${PICTURES}}`, {
      after: new Date(2026, 5, 14).getTime(),
      before: new Date(2026, 5, 15).getTime(),
    }),
  ],
  ['count PDFs and jpgs in Downloads', asks(['files.measure', { path: home('Downloads'), glob: '*.{pdf,jpg}' }])],
  ['find files in ~/Documents from the last two weeks', found('*', { after: NOW - 14 * 24 * 3_600_000 })],
];

export const dateRefused: readonly Row[] = [
  // Nothing has changed in a year that is to come, and what is no year is none.
  ['find files from 2031 in ~/Documents', refused('I don’t understand “2031')],
  ['find files from 1850 in ~/Documents', refused('I don’t understand “1850')],
];
