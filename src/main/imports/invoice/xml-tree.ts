import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { Failure } from '../../../core/failure.ts';
import { decodeReferences } from '../xml-references.ts';
import { LIMITS } from './limits.ts';

/** An element without its prefix; `path` names it with its place among equal siblings (`/Invoice/InvoiceLine[2]`). */
export type XmlNode = {
  readonly name: string;
  readonly path: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlNode[];
  readonly text: string;
};

/**
 * Reads XML without any document type: no entity is ever expanded, nothing is fetched, depth and
 * size are bounded.
 */
export function parseXml(bytes: Uint8Array): XmlNode {
  if (bytes.length > LIMITS.xmlBytes) {
    throw new Failure(
      'xml_too_large',
      `This XML file is larger than ${LIMITS.xmlBytes / 1_000_000} MB, which no invoice is. Check that it is the right file.`,
      { megabytes: LIMITS.xmlBytes / 1_000_000 },
    );
  }
  const text = xmlText(bytes);
  checkMarkup(text);
  const verdict = XMLValidator.validate(text, { allowBooleanAttributes: false });
  if (verdict !== true) {
    throw new Failure(
      'xml_broken',
      `This XML file is damaged (line ${verdict.err.line}: ${verdict.err.msg}). Ask the vendor for another copy.`,
      { line: verdict.err.line, reason: verdict.err.msg },
    );
  }
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    processEntities: false,
    trimValues: true,
    ignoreDeclaration: true,
    ignorePiTags: true,
    cdataPropName: '#cdata',
    maxNestedTags: LIMITS.xmlDepth + 5,
  });
  const roots = elementsOf(parsed(parser, text), '');
  const root = roots[0];
  if (!root)
    throw new Failure('xml_broken', 'This XML file is empty. Ask the vendor for another copy.');
  return root;
}

/** The validator lets through what the parser then does not, such as a processing instruction without its end. */
function parsed(parser: XMLParser, text: string): unknown {
  try {
    return parser.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(
      'xml_broken',
      `This XML file is damaged (${reason}). Ask the vendor for another copy.`,
      { reason },
    );
  }
}

/** Decodes by byte order mark, else by the declared encoding, else as UTF-8. */
function xmlText(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const declared =
    /^(?:\u00ef\u00bb\u00bf)?\s*<\?xml[^>]{0,120}encoding\s*=\s*["']([\w.-]{1,30})["']/.exec(
      head,
    )?.[1];
  let label = declared ?? 'utf-8';
  if (head.startsWith('\u00ff\u00fe')) label = 'utf-16le';
  if (head.startsWith('\u00fe\u00ff')) label = 'utf-16be';
  if (head.startsWith('\u00ef\u00bb\u00bf')) label = 'utf-8';
  try {
    return new TextDecoder(label).decode(bytes).replace(/^\ufeff/, '');
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new Failure(
      'xml_encoding',
      `This XML file names an encoding (${label}) that is not known. Ask the vendor for a UTF-8 copy.`,
      { encoding: label },
    );
  }
}

/** One pass over the raw text, before any parser sees it. */
function checkMarkup(text: string): void {
  if (/<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(text)) {
    throw new Failure(
      'xml_dtd',
      'This XML file has a document type definition, which invoices do not need and which can be used for attacks. It was not read; ask the vendor for a plain copy.',
    );
  }
  let depth = 0;
  let nodes = 0;
  for (let index = text.indexOf('<'); index >= 0; index = text.indexOf('<', index + 1)) {
    const next = text.charCodeAt(index + 1);
    if (next === 33 || next === 63) {
      const close = text.startsWith('<!--', index)
        ? '-->'
        : text.startsWith('<![CDATA[', index)
          ? ']]>'
          : '>';
      const end = text.indexOf(close, index + 2);
      if (end < 0) return;
      index = end;
      continue;
    }
    const end = text.indexOf('>', index);
    if (next === 47) depth -= 1;
    else if (end > 0 && text.charCodeAt(end - 1) !== 47) depth += 1;
    nodes += 1;
    if (depth > LIMITS.xmlDepth) {
      throw new Failure(
        'xml_too_deep',
        `This XML file is nested more than ${LIMITS.xmlDepth} levels deep, which no invoice is. It was not read.`,
        { levels: LIMITS.xmlDepth },
      );
    }
    if (nodes > LIMITS.xmlNodes) {
      throw new Failure(
        'xml_too_large',
        'This XML file has more elements than any invoice. It was not read.',
        { elements: LIMITS.xmlNodes },
      );
    }
  }
}

/** The parser's ordered shape is a list of one-key objects; anything else in it is left out. */
function elementsOf(list: unknown, parentPath: string): XmlNode[] {
  if (!Array.isArray(list)) return [];
  const counts = new Map<string, number>();
  const nodes: XmlNode[] = [];
  for (const entry of list) {
    if (typeof entry !== 'object' || entry === null) continue;
    const tag = Object.keys(entry).find((key) => key !== ':@');
    if (tag === undefined || tag.startsWith('#') || tag.startsWith('?')) continue;
    const name = localName(tag);
    const ordinal = (counts.get(name) ?? 0) + 1;
    counts.set(name, ordinal);
    const path = `${parentPath}/${name}${ordinal > 1 ? `[${ordinal}]` : ''}`;
    const inner: unknown = Reflect.get(entry, tag);
    nodes.push({
      name,
      path,
      attributes: attributesOf(Reflect.get(entry, ':@')),
      children: elementsOf(inner, path),
      text: textOf(inner),
    });
  }
  return nodes;
}

function localName(tag: string): string {
  return tag.slice(tag.indexOf(':') + 1);
}

function attributesOf(value: unknown): Map<string, string> {
  const attributes = new Map<string, string>();
  if (typeof value !== 'object' || value === null) return attributes;
  for (const [key, text] of Object.entries(value)) {
    attributes.set(localName(key), decodeReferences(String(text)));
  }
  return attributes;
}

function textOf(list: unknown): string {
  if (!Array.isArray(list)) return '';
  const parts: string[] = [];
  for (const entry of list) {
    if (typeof entry !== 'object' || entry === null) continue;
    const text: unknown = Reflect.get(entry, '#text');
    if (typeof text === 'string') parts.push(decodeReferences(text));
    const raw: unknown = Reflect.get(entry, '#cdata');
    if (Array.isArray(raw)) {
      for (const part of raw) parts.push(String(Reflect.get(Object(part), '#text') ?? ''));
    }
  }
  return parts.join(' ').trim();
}

/** All elements under a path of local names (`Party/PartyName/Name`). */
export function findAll(node: XmlNode | null, path: string): XmlNode[] {
  let found: XmlNode[] = node ? [node] : [];
  for (const name of path.split('/')) {
    found = found.flatMap((each) => each.children.filter((child) => child.name === name));
  }
  return found;
}

/** The first element under one of the paths that has text or children. */
export function find(node: XmlNode | null, ...paths: readonly string[]): XmlNode | null {
  for (const path of paths) {
    const hit = findAll(node, path).find((each) => each.text !== '' || each.children.length > 0);
    if (hit) return hit;
  }
  return null;
}

export function textAt(node: XmlNode | null, ...paths: readonly string[]): string | null {
  const text = find(node, ...paths)?.text;
  return text === undefined || text === '' ? null : text;
}
