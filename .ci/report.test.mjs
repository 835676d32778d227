// Opens pages that Retort has made in Chromium, light and dark: REPORTS names them, separated by spaces.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {after, before, describe, it} from 'node:test';
import {pathToFileURL} from 'node:url';

// The browser's driver is that of the example.
const require = createRequire(new URL('../examples/browser/package.json', import.meta.url));
const {chromium} = require('playwright-core');
const PAGES = process.env.REPORTS.split(' ');
// All words of a page have at least this contrast (WCAG 2.2, level AA).
const CONTRAST = 4.5;

describe('a report', () => {
  let browser;

  before(async () => {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
    });
  });

  after(() => browser?.close());

  for (const path of PAGES) {
    for (const colorScheme of ['light', 'dark']) {
      for (const width of [1100, 420]) {
        it(`is shown without errors: ${path.split('/').at(-2)}, ${colorScheme}, ${width} pixels`, async () => {
          const context = await browser.newContext({colorScheme, viewport: {width, height: 900}});
          const page = await context.newPage();
          const errors = [];
          const requests = [];
          page.on('console', message => errors.push(message.text()));
          page.on('pageerror', error => errors.push(String(error)));
          page.on('request', request => requests.push(request.url()));
          const address = pathToFileURL(path).href;
          await page.goto(address);
          assert.deepEqual(errors, []);
          assert.deepEqual(
            requests.filter(url => url !== address && !url.startsWith('data:image/png;')),
            [],
          );
          assert.ok((await page.locator('h2').count()) > 3);
          const found = await page.evaluate(inspect);
          assert.deepEqual(found.broken, [], 'pictures that cannot be shown');
          assert.ok(found.overflow <= 1, `the page is ${found.overflow} pixels too wide`);
          const faint = found.words.filter(([, colour, ground]) => contrast(colour, ground) < CONTRAST);
          assert.deepEqual(faint, [], 'words that are hard to read');
          await context.close();
        });
      }
    }
  }
});

// Runs in the page.
function inspect() {
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (colour !== 'rgba(0, 0, 0, 0)') {
        return colour;
      }
    }
    return 'rgb(255, 255, 255)';
  };
  const selectors = 'h1, h2, p, p strong, th, td, caption, figcaption, summary, li, b, .said, svg text:not([class*=on-])';
  const words = new Map();
  for (const element of document.querySelectorAll(selectors)) {
    const style = getComputedStyle(element);
    const colour = element.closest('svg') ? style.fill : style.color;
    words.set(`${colour} ${ground(element)}`, [element.textContent.slice(0, 40), colour, ground(element)]);
  }
  return {
    broken: [...document.images].filter(image => !image.naturalWidth).map(image => image.alt),
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    words: [...words.values()],
  };
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const [r, g, b] = colour
    .match(/[\d.]+/g)
    .slice(0, 3)
    .map(value => value / 255)
    .map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
