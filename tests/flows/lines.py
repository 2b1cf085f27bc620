"""Where the lines of a page end in a real browser, by the rectangles of its text."""

from __future__ import annotations

from playwright.sync_api import Page

from lms.text.whole_words import WholeWords

# The paragraphs of a page: elements with text and without another paragraph inside. [text, index] each.
_PARAGRAPHS = """() => {
  const blocks = 'h1,h2,h3,h4,p,li,summary,dt,dd,figcaption,legend,td,th,a,label,button';
  window.paragraphs = [...document.querySelectorAll(blocks)].filter(
    element => !element.querySelector(blocks.replace(',a,', ',')) && element.offsetParent && element.textContent.trim()
  );
  return window.paragraphs.map(element => element.textContent);
}"""
# How many lines a part of a paragraph takes, and whether it would fit on one of its own.
_LINES = """words => words.map(([index, start, end]) => {
  const element = window.paragraphs[index], range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let at = 0, first = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.data.length;
    if (first === null && start < at + length) { first = node; range.setStart(node, start - at); }
    if (end <= at + length) { range.setEnd(node, end - at); break; }
    at += length;
  }
  const boxes = [...range.getClientRects()].filter(box => box.width > 0.5);
  let lines = 0, bottom = -1e9;
  for (const box of boxes) { if (box.top >= bottom - 4) { lines += 1; } bottom = Math.max(bottom, box.bottom); }
  if (lines < 2) return true;  // before the page is changed, which would then be laid out anew for each word
  const probe = document.createElement('span');
  probe.style.cssText = 'position:absolute;white-space:nowrap;visibility:hidden';
  probe.textContent = range.toString();
  first.parentElement.append(probe);
  const width = probe.getBoundingClientRect().width;
  probe.remove();
  let block = first.parentElement;
  while (getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
  const style = getComputedStyle(block);
  const room = block.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return width > room;
})"""
# A line that starts with a sign of repetition.
_STARTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), wrong = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const match of node.data.matchAll(/[\\u0e46\\u0ec6\\u17d7]/g)) {
      const range = document.createRange();
      range.setStart(node, match.index); range.setEnd(node, match.index + 1);
      const sign = range.getBoundingClientRect();
      if (match.index === 0 || !sign.width) continue;
      range.setStart(node, match.index - 1); range.setEnd(node, match.index);
      const before = range.getClientRects(), last = before[before.length - 1];
      const text = node.data.slice(Math.max(0, match.index - 12), match.index + 1);
      if (last && last.bottom <= sign.top + 4) wrong.push(text);
    }
  }
  return wrong;
}"""


def broken_words(page: Page, whole: WholeWords) -> list[str]:
    """The words of the page that a line ends inside, although the whole word would fit on a line."""
    texts: list[str] = page.evaluate(_PARAGRAPHS)
    words = [
        (index, *span)
        for index, text in enumerate(texts)
        for span in whole.spans_on_a_phone(text.replace("\u00a0", " "))
    ]
    assert words, f"{page.url} has no word to keep whole"
    kept: list[bool] = page.evaluate(_LINES, words)
    return [
        texts[index][start:end] for (index, start, end), right in zip(words, kept, strict=True) if not right
    ]


def repeaters_at_the_start(page: Page) -> list[str]:
    """Where a line starts with ๆ, ໆ or ៗ: the text before it."""
    wrong: list[str] = page.evaluate(_STARTS)
    return wrong


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the screen, once it is drawn: a fold that opens is styled then."""
    wider: int = page.evaluate(
        """async () => { await document.fonts.ready;
        await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
        return document.documentElement.scrollWidth - document.documentElement.clientWidth }"""
    )
    return wider


# Where a line begins with a sign that belongs to the word before it, or ends with one that belongs to the word after.
_TORN = """() => {
  const closing = /[^\\s([«“‘—–\\/]([:;.,!?)\\]»”’…៖។])/g, opening = /[([«“‘](?=\\S)/g, wrong = [];
  for (const element of document.querySelectorAll('h1,h2,h3,h4,p,li,summary,dt,dd,figcaption,legend,td,th,a')) {
    if (!element.offsetParent || element.querySelector('p,li,ul,ol,dl,div')) continue;
    const nodes = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let text = '';
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      nodes.push([text.length, node]); text += node.data;
    }
    const top = at => {
      const [start, node] = nodes.findLast(([start]) => start <= at), range = document.createRange();
      range.setStart(node, at - start); range.setEnd(node, at - start + 1);
      const box = [...range.getClientRects()].find(box => box.width > 0);
      return box && [box.top, box.bottom];
    };
    const torn = second => {
      const first = second - 1;
      const one = top(first), other = top(second);
      if (!one || !other || other[0] <= one[1] - 6) return;
      wrong.push(text.slice(Math.max(0, first - 20), second) + ' / ' + text.slice(second, second + 9));
    };
    for (const match of text.matchAll(closing)) torn(match.index + match[0].length - 1);
    for (const match of text.matchAll(opening)) torn(match.index + 1);
  }
  return wrong;
}"""


def torn_signs(page: Page) -> list[str]:
    """Where a line begins with a closing sign or ends with an opening one: the text around, with / for the break."""
    wrong: list[str] = page.evaluate(_TORN)
    return wrong


def boxes_in_links(page: Page) -> list[str]:
    """Words of an underlined text that are boxes of their own: the line below stops there."""
    wrong: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('main a :is(.w, .ph, .pl)')].filter(
        word => getComputedStyle(word).display !== 'inline').map(word => word.textContent)"""
    )
    return wrong


def wider_than_their_column(page: Page) -> list[str]:
    """The headings that stand out of their column."""
    wide: list[str] = page.locator("main :is(h1, h2, h3, h4)").evaluate_all(
        "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)"
    )
    return wide


def parted_texts(page: Page) -> list[str]:
    """Texts that are items of a row or a grid in more than one piece: the gap between items stands inside them."""
    wrong: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(box => {
        if (!/flex|grid/.test(getComputedStyle(box).display) || !box.getClientRects().length) return false;
        const inline = one => one.nodeType === 3 ? one.data.trim() : one.nodeType === 1 && one.matches('.w, .ph, .pl');
        const nodes = [...box.childNodes].filter(one => one.nodeType === 1 || (one.nodeType === 3 && one.data.trim()));
        return nodes.some((one, place) => place && inline(one) && inline(nodes[place - 1]));
        }).map(box => `${box.tagName} ${box.className}: ${box.textContent.trim()}`)"""
    )
    return wrong


# Letters as large as the page has them in this language, times so many: what who sets it in the browser gets.
_ENLARGE = """times => {
  const root = document.documentElement;
  root.style.fontSize = '';
  root.style.fontSize = `${times * parseFloat(getComputedStyle(root).fontSize)}px`;
}"""


def enlarge(page: Page, times: float) -> None:
    """Set letters so many times as large as the page has them."""
    page.evaluate(_ENLARGE, times)


# Each element that lays out a text and a word beside it as boxes of their own.
_ROWS = """() => [...new Set([...document.querySelectorAll(".w, .ph, .pl, .t")].map(word => word.parentElement))]
  .filter(box => /flex|grid/.test(getComputedStyle(box).display))
  .filter(box => [...box.childNodes].filter(
    node => node.nodeType === 3 ? node.data.trim() : node.matches?.(".w, .ph, .pl, .t")).length > 1)
  .map(box => `${box.tagName} .${box.parentElement.className} ${box.textContent.trim().slice(0, 60)}`)"""


def rows_of_boxes(page: Page) -> list[str]:
    """Running texts that are laid out as a row of boxes, on a screen or on paper."""
    found: set[str] = set()
    for medium in ("print", "screen"):
        page.emulate_media(media=medium)
        found |= set(page.evaluate(_ROWS))
    return sorted(found)
