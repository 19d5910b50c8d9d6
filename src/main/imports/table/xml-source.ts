import type { ByteSource } from './byte-source.ts';
import type { Progress } from './table.ts';
import type { XmlToken } from './xml-tokens.ts';
import { XmlTokens } from './xml-tokens.ts';

/** The tokens of an XML file or entry in UTF-8, piece by piece. */
export async function* xmlOf(
  source: ByteSource,
  progress: Progress,
): AsyncGenerator<readonly XmlToken[]> {
  const xml = new XmlTokens();
  const decoder = new TextDecoder();
  for await (const piece of source.pieces()) {
    progress.bytes += piece.length * source.fileShare;
    yield xml.push(decoder.decode(piece, { stream: true }));
  }
  yield xml.push(decoder.decode());
  xml.finish();
}
