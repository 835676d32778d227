// From lines drawn with a mouse to the 8x8 pixels that the student has learned from.
//
// The data set's digits (UCI, Optical Recognition of Handwritten Digits) were written on forms,
// scanned, and prepared by NIST's programs: the box around the ink was stretched to 20x32 in the
// middle of a bitmap of 32x32, strokes were made thicker or thinner until a quarter to two fifths of
// the bitmap were ink, and rows were shifted so that slanted digits stand upright. Each pixel from 0
// to 16 then counts the ink in a block of 4x4. A student has seen nothing else, so that drawings
// have to be prepared in the same way.

const SIDE = 8;
const BLOCK = 4;
const BITMAP = SIDE * BLOCK;

/** What the box around a digit is stretched to. */
const BOX = {width: 20, height: 32};

/** About the width of a pen's line on a form, in shares of a digit's longer side. */
const PEN = 0.18;

/** How many of a bitmap's 1,024 points are ink: the mean of the data set. */
const INK = 313;

/** How far from the upper and lower edge the slant is measured, as the edges are noisy. */
const EDGE = 2;

/**
 * The pixels of a drawing.
 *
 * @param {{x: number, y: number}[][]} strokes lines from point to point, at least one, in any unit
 * @returns {Uint8Array} 64 pixels from 0 (paper) to 16 (ink), row by row
 */
export function pixels(strokes) {
  const bitmap = upright(ink(strokes));
  const counts = new Uint8Array(SIDE * SIDE);
  bitmap.forEach((row, y) => {
    const first = Math.floor(y / BLOCK) * SIDE;
    row.forEach((isInk, x) => (counts[first + Math.floor(x / BLOCK)] += isInk));
  });
  return counts;
}

/** A bitmap, row by row, with 1 for ink: as many points as digits have, nearest to the strokes. */
function ink(strokes) {
  const {horizontal, vertical} = frame(strokes);
  const distances = vertical.map(y => horizontal.map(x => distance({x, y}, strokes)));
  const reach = distances.flat().sort((a, b) => a - b)[INK - 1];
  return distances.map(row => row.map(far => (far <= reach ? 1 : 0)));
}

/** Where on the paper the columns and rows of the bitmap are: its box is around the pen's lines. */
function frame(strokes) {
  const [x, y] = [
    range(strokes.flat().map(point => point.x)),
    range(strokes.flat().map(point => point.y)),
  ];
  const pen = PEN * Math.max(x.length, y.length, 1);
  const places = ({middle, length}, size) =>
    Array.from(
      {length: BITMAP},
      (_, i) => middle + ((i + 0.5 - BITMAP / 2) / size) * (length + pen),
    );
  return {horizontal: places(x, BOX.width), vertical: places(y, BOX.height)};
}

function range(values) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return {middle: (least + most) / 2, length: most - least};
}

function distance(point, strokes) {
  let nearest = Infinity;
  for (const stroke of strokes) {
    for (let i = 0; i < stroke.length; i++) {
      nearest = Math.min(nearest, toSegment(point, stroke[Math.max(i - 1, 0)], stroke[i]));
    }
  }
  return nearest;
}

function toSegment(point, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.min(Math.max(along, 0), 1);
  return Math.hypot(point.x - from.x - t * dx, point.y - from.y - t * dy);
}

/** Shifts rows so that the leftmost ink near the top is above the leftmost near the bottom. */
function upright(bitmap) {
  const rows = [...bitmap.keys()].filter(y => bitmap[y].includes(1));
  const [top, bottom] = [rows.at(0) + EDGE, rows.at(-1) - EDGE];
  const [above, below] = [bitmap[top].indexOf(1), bitmap[bottom].indexOf(1)];
  if (above < 0 || below < 0) {
    return bitmap; // a gap between strokes
  }
  const slant = (above - below) / (bottom - top);
  return bitmap.map((row, y) => {
    const shift = Math.round((y - BITMAP / 2) * slant);
    return row.map((_, x) => row[x - shift] ?? 0);
  });
}
