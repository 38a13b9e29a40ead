import { expect, it } from 'vitest';
import { linksIn } from './links.ts';

it('finds each link of the HTML once, with its entities read', () => {
  const html = `<p><a href="https://new.test/p/shop/triage?time=all&amp;fingerprint=ab">one</a>
    <A HREF='https://new.test/p/shop/triage?time=all&#38;fingerprint=ab'>again</A>
    <map><area href="https://new.test/about"></map></p>`;
  expect(linksIn({ html })).toEqual([
    'https://new.test/p/shop/triage?time=all&fingerprint=ab',
    'https://new.test/about',
  ]);
});

it('leaves out images, other schemes, comments and anchors', () => {
  const html = `<img src="https://track.test/pixel.gif"><link href="https://cdn.test/a.css">
    <a href="mailto:a@b">m</a><a href="#top">t</a><a href="javascript:alert(1)">j</a><a>n</a>
    <!-- <a href="https://old.test/">gone</a> -->`;
  expect(linksIn({ html })).toEqual([]);
});

it('drops tracking parameters and keeps the others', () => {
  expect(linksIn({ html: '<a href="https://new.test/?utm_source=mail&id=5&utm_medium=x">x</a>' })).toEqual([
    'https://new.test/?id=5',
  ]);
});

it('finds links in plain text without the sentence around them', () => {
  const text = 'See https://new.test/p/shop. (Also https://new.test/a), or <https://new.test/b>!';
  expect(linksIn({ text })).toEqual(['https://new.test/p/shop', 'https://new.test/a', 'https://new.test/b']);
});

it('reads broken HTML as far as it goes, and no more than 200 links', () => {
  expect(linksIn({ html: '<a href="https://new.test/x"><b>never closed <a href=' })).toEqual([
    'https://new.test/x',
  ]);
  const many = Array.from({ length: 500 }, (_, index) => `<a href="https://new.test/${index}">`).join('');
  expect(linksIn({ html: many })).toHaveLength(200);
});
