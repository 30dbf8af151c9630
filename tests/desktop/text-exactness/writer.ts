import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { progress, type World } from '../scenarios/world.ts';
import { lastOf, open, type Subject } from './subject.ts';

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** The text of an OpenDocument body: paragraphs on lines of their own, with the spaces and tabs that stand as elements. */
const bodyText = (xml: string): string => {
  const body = xml.slice(xml.indexOf('<office:text'), xml.indexOf('</office:text>'));
  const paragraphs = [...body.matchAll(/<text:p\b[^>]*?(?:\/>|>(.*?)<\/text:p>)/gsu)].map(([, inner = '']) => inner);
  return paragraphs
    .map((inner) =>
      inner
        .replace(/<text:s(?: text:c="(\d+)")?\/>/gu, (_, count?: string) => ' '.repeat(Number(count ?? 1)))
        .replaceAll('<text:tab/>', '\t')
        .replaceAll('<text:line-break/>', '\n')
        .replace(/<[^>]+>/gu, '')
        .replace(/&(\w+);/gu, (whole, name: string) => ENTITIES[name] ?? whole),
    )
    .join('\n');
};

const OFFICE = 'urn:oasis:names:tc:opendocument:xmlns:office:1.0';
const EMPTY_DOCUMENT = {
  mimetype: strToU8('application/vnd.oasis.opendocument.text'),
  'META-INF/manifest.xml': strToU8(
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
  ),
  'content.xml': strToU8(
    `<office:document-content xmlns:office="${OFFICE}" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body><office:text><text:p/></office:text></office:body></office:document-content>`,
  ),
};

/** Writer tells by the document inside the archive that it saves. */
export const writer = async (world: World): Promise<Subject> => {
  const path = join(world.home, 'Documents', 'writer.odt');
  await writeFile(path, zipSync(EMPTY_DOCUMENT, { level: 0 }));
  const window = await open(world, 'libreoffice-writer', path);
  const saved = async (): Promise<string> => {
    const content = unzipSync(await readFile(path))['content.xml'];
    return content ? bodyText(strFromU8(content)) : '';
  };
  return {
    name: 'Writer',
    window,
    mode: 'replace',
    async holds(expected) {
      await world.driver.press(window.id, 'Control+s', progress());
      // While it saves there is no whole archive.
      return lastOf(() => saved().catch(() => ''), expected);
    },
  };
};
