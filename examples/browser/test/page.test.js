import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {after, before, beforeEach, describe, it} from 'node:test';
import {chromium} from 'playwright-core';
import {serve} from '../serve.js';
import {DIGITS, curve} from './strokes.js';

const STUDENT = process.env.STUDENT ?? fileURLToPath(new URL('../student.onnx', import.meta.url));
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

describe('the page', () => {
  let server;
  let browser;
  let page;
  let foreign; // addresses of other machines that the page asked for

  before(async () => {
    assert.ok(
      existsSync(STUDENT),
      `${STUDENT} is missing: copy a student as README.md says, or name one in STUDENT`,
    );
    server = await serve(0);
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: FLAGS,
    });
  });

  after(async () => {
    await browser?.close();
    server?.close();
  });

  beforeEach(async () => {
    await page?.context().close();
    page = await (await browser.newContext({hasTouch: true})).newPage();
    foreign = [];
    page.on(
      'request',
      request => request.url().startsWith(address()) || foreign.push(request.url()),
    );
  });

  for (const [name, strokes] of Object.entries(DIGITS)) {
    it(`recognises a ${name} drawn with the mouse`, async () => {
      const digit = name[0];
      await open({path: STUDENT});
      await drawWithMouse(strokes);
      await assertPrediction(digit);
      assert.ok(
        (await probability(digit)) > 0.5,
        `the probability of ${digit} is ${await probability(digit)}`,
      );
    });
  }

  it('recognises a digit drawn with a finger, small and in a corner', async () => {
    await open({path: STUDENT});
    await drawWithFinger(DIGITS[7].map(stroke => stroke.map(([x, y]) => [x / 3, 0.6 + y / 3])));
    await assertPrediction('7');
  });

  it('clears the paper for the next digit', async () => {
    await open({path: STUDENT});
    await drawWithMouse(DIGITS[0]);
    await page.click('#clear');
    await assertPrediction('–');
    assert.equal(await probability(0), 0);
    await drawWithMouse(DIGITS[1]);
    await assertPrediction('1');
  });

  it('asks no other machine for anything', async () => {
    await open({path: STUDENT});
    await drawWithMouse(DIGITS[1]);
    await assertPrediction('1');
    assert.deepEqual(foreign, []);
  });

  it('says that a student is missing', async () => {
    await open({status: 404});
    await page.getByRole('alert').filter({hasText: 'student.onnx cannot be used'}).waitFor();
  });

  function address() {
    return `http://localhost:${server.address().port}/`;
  }

  /** Opens the page with this response to its request for the student. */
  async function open(student) {
    await page.route('**/student.onnx', route => route.fulfill(student));
    await page.goto(address());
  }

  /** The curves through the points of the strokes, where the page has its paper. */
  async function onPaper(strokes) {
    const paper = await page.locator('#paper').boundingBox();
    const place = ([x, y]) => ({x: paper.x + x * paper.width, y: paper.y + y * paper.height});
    return strokes.map(stroke => curve(stroke).map(place));
  }

  async function drawWithMouse(strokes) {
    for (const [first, ...others] of await onPaper(strokes)) {
      await page.mouse.move(first.x, first.y);
      await page.mouse.down();
      for (const {x, y} of others) {
        await page.mouse.move(x, y);
      }
      await page.mouse.up();
    }
  }

  async function drawWithFinger(strokes) {
    const touch = await page.context().newCDPSession(page);
    const send = (type, touchPoints) => touch.send('Input.dispatchTouchEvent', {type, touchPoints});
    for (const [first, ...others] of await onPaper(strokes)) {
      await send('touchStart', [first]);
      for (const point of others) {
        await send('touchMove', [point]);
      }
      await send('touchEnd', []);
    }
  }

  async function assertPrediction(expected) {
    await page.locator('#prediction[aria-busy=false]').waitFor();
    const [actual, status] = await Promise.all(
      ['#prediction', '#status'].map(part => page.textContent(part)),
    );
    assert.equal(
      actual,
      expected,
      `the page shows ${actual} instead of ${expected}, and says: ${status}`,
    );
  }

  /** What the page says, from 0 to 1. */
  async function probability(digit) {
    return parseInt(await page.locator('#probabilities .share').nth(digit).textContent(), 10) / 100;
  }
});
