import { expect, test } from 'vitest';
import { decodeReferences } from '../../../src/main/imports/xml-references.ts';

test.each([
  ['Ben &amp; Co &lt;1&gt; &quot;x&quot; &apos;y&apos;', 'Ben & Co <1> "x" \'y\''],
  ['&#8364; &#x20AC; &#X20ac; &#128512;', '€ € € 😀'],
  ['&amp;lt;', '&lt;'],
  ['&nbsp; &AMP; &xxe; &; & plain', '&nbsp; &AMP; &xxe; &; & plain'],
  ['&#0; &#x110000; &#9999999;', '&#0; &#x110000; &#9999999;'],
  ['without any', 'without any'],
])('%j is %j', (text, decoded) => {
  expect(decodeReferences(text)).toBe(decoded);
});
