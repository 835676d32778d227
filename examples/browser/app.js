import * as ort from 'onnxruntime-web';
import {pixels} from './pixels.js';

const SIZE = [1, 1, 8, 8];
const WHITE = 16;

const paper = document.getElementById('paper');
const prediction = document.getElementById('prediction');
const status = document.getElementById('status');
const lines = Array.from({length: 10}, (_, digit) => line(digit));
const student = load();

let strokes = [];
let changed = false;
let predicting = false;

paper.addEventListener('pointerdown', event => {
  if (event.button === 0 && event.isPrimary) {
    event.preventDefault();
    paper.setPointerCapture(event.pointerId);
    strokes.push([position(event)]);
    update();
  }
});
paper.addEventListener('pointermove', event => {
  if (event.isPrimary && paper.hasPointerCapture(event.pointerId)) {
    strokes.at(-1)?.push(...(event.getCoalescedEvents?.() ?? [event]).map(position));
    update();
  }
});
document.getElementById('clear').addEventListener('click', () => {
  strokes = [];
  update();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', update);
update();

async function load() {
  try {
    // Threads need headers that a plain static server does not send, and this student none.
    ort.env.wasm.numThreads = 1;
    const session = await ort.InferenceSession.create('student.onnx', {
      executionProviders: ['wasm'],
    });
    check(session);
    say('The student predicts while you draw.');
    return session;
  } catch (failure) {
    throw new Error(`student.onnx cannot be used: ${failure.message ?? failure}`);
  }
}

/** Refuses a student of another data set, which would predict nonsense. */
function check(session) {
  const [input] = session.inputMetadata;
  const size = [SIZE[0], ...(input.shape ?? []).slice(1)]; // the first is the batch, of any size
  if (session.inputNames.length > 1 || input.type !== 'uint8' || String(size) !== String(SIZE)) {
    const found = `${input.type} [${input.shape}]`;
    throw new Error(
      `its input '${input.name}' is ${found} instead of uint8 [batch, 1, 8, 8];` +
        ' distil a student with experiments/digits.yaml',
    );
  }
}

/** Shows the drawing at once, and the prediction for it when it is there. */
async function update() {
  draw();
  changed = true;
  prediction.ariaBusy = 'true';
  if (predicting) {
    return; // a session computes one input at a time, and the loop below comes back for the newest
  }
  predicting = true;
  try {
    while (changed) {
      changed = false;
      await predict(await student);
    }
  } catch (failure) {
    fail(failure.message ?? String(failure));
  } finally {
    predicting = false;
    prediction.ariaBusy = 'false';
  }
}

async function predict(session) {
  if (strokes.length === 0) {
    show(new Uint8Array(64), new Float32Array(10));
    return;
  }
  const image = pixels(strokes);
  const {[session.outputNames[0]]: output} = await session.run({
    [session.inputNames[0]]: new ort.Tensor('uint8', image, SIZE),
  });
  show(image, output.data);
}

function show(image, probabilities) {
  const best = probabilities.indexOf(Math.max(...probabilities));
  const known = probabilities[best] > 0;
  prediction.value = known ? String(best) : '–';
  lines.forEach(({item, bar, share}, digit) => {
    bar.style.setProperty('--share', probabilities[digit]);
    share.textContent = `${Math.round(100 * probabilities[digit])} %`;
    item.classList.toggle('best', known && digit === best);
  });
  const seen = document.getElementById('seen');
  const context = seen.getContext('2d');
  context.clearRect(0, 0, seen.width, seen.height);
  context.fillStyle = getComputedStyle(seen).color;
  image.forEach((value, i) => {
    context.globalAlpha = value / WHITE;
    context.fillRect(i % seen.width, Math.floor(i / seen.width), 1, 1);
  });
}

function draw() {
  const context = paper.getContext('2d');
  context.clearRect(0, 0, paper.width, paper.height);
  context.strokeStyle = getComputedStyle(paper).color;
  context.lineWidth = paper.width / 14;
  context.lineCap = context.lineJoin = 'round';
  for (const [first, ...others] of strokes) {
    context.beginPath();
    context.moveTo(first.x, first.y);
    [first, ...others].forEach(({x, y}) => context.lineTo(x, y));
    context.stroke();
  }
}

/** Where on the canvas, however large the page shows it. */
function position(event) {
  const box = paper.getBoundingClientRect();
  return {
    x: ((event.clientX - box.left) / box.width) * paper.width,
    y: ((event.clientY - box.top) / box.height) * paper.height,
  };
}

/** A line of the list: the digit, a bar for the eye, and the same as a number. */
function line(digit) {
  const item = document.createElement('li');
  const [name, bar, share] = ['digit', 'bar', 'share'].map(part => {
    const span = document.createElement('span');
    span.className = part;
    item.append(span);
    return span;
  });
  name.textContent = digit;
  bar.ariaHidden = 'true';
  document.getElementById('probabilities').append(item);
  return {item, bar, share};
}

function say(text) {
  status.textContent = text;
}

function fail(text) {
  status.setAttribute('role', 'alert');
  status.classList.add('failed');
  say(text);
}
