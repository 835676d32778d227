package io.retort.datasets.table.engine;

import io.retort.core.data.IndexSet;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of numbers, one beside the other, so that a row is read from few places. They are kept in
 * blocks, each in a layout of its own. Rows may be read by several threads when all are there.
 */
final class PackedRows {
  /** About how many numbers are collected before they are packed. */
  private static final int COLLECTED = 1 << 18;

  /** With fewer in a block, its layout would be larger than the block. */
  private static final int FEWEST_ROWS = 64;

  private static final int COPIED_ROWS = 64;
  private static final int COPIED_BYTES = 1 << 16;

  /** How many rows are asked for at a time. */
  private static final int READ = 1 << 12;

  private static final int MOST_NUMBERS = 1 << 27;

  private final int columns;

  private final PackedStore store;

  /** A block has a power of two of rows, this one. */
  private final int shift;

  private final List<Block> blocks = new ArrayList<>();

  /** The rows after the last block. */
  private double[] collected;

  private int size;

  /** The bytes of the largest row. */
  private int widest = 1;

  private record Block(PackedLayout layout, ByteBuffer rows) {
    void copy(int row, ByteBuffer destination, int at) {
      int stride = layout.stride();
      destination.put(at, rows, row * stride, stride);
    }
  }

  /** Takes rows. */
  @FunctionalInterface
  interface RowConsumer {

    /**
     * Takes the next row.
     *
     * @param index its place among those that were asked for
     * @param numbers its numbers, in an array that the next one gets too
     */
    void accept(int index, double[] numbers);
  }

  /**
   * No rows.
   *
   * @param columns the numbers of a row, at least one
   * @param store where blocks are kept
   */
  PackedRows(int columns, PackedStore store) {
    this.columns = columns;
    this.store = store;
    int rows = Math.min(Math.max(FEWEST_ROWS, COLLECTED / columns), MOST_NUMBERS / columns);
    this.shift = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(Math.max(1, rows));
    this.collected = new double[columns];
  }

  private PackedRows(int columns, int shift) {
    this.columns = columns;
    this.shift = shift;
    this.store = new MemoryStore();
  }

  /**
   * Adds a row.
   *
   * @param row its numbers; not a number where one is missing
   */
  void add(double[] row) {
    int at = inBlock(size) * columns;
    if (at == collected.length) {
      collected = Arrays.copyOf(collected, 2 * at);
    }
    System.arraycopy(row, 0, collected, at, columns);
    size++;
    if (inBlock(size) == 0) {
      pack();
    }
  }

  private void pack() {
    PackedLayout layout = PackedLayout.of(collected, columns);
    if (!blocks.isEmpty() && blocks.get(blocks.size() - 1).layout().equals(layout)) {
      layout = blocks.get(blocks.size() - 1).layout();
    }
    ByteBuffer rows = store.buffer(layout.stride() << shift);
    layout.write(collected, rows);
    append(layout, store.keep(layout, rows));
  }

  /** Writes all but the layouts and the blocks. */
  void describe(DataOutputStream index) throws IOException {
    index.writeInt(columns);
    index.writeInt(shift);
    index.writeInt(size);
    for (int i = 0; i < inBlock(size) * columns; i++) {
      index.writeDouble(collected[i]);
    }
  }

  /** Reads rows that were described, whose blocks are in a file. */
  static PackedRows read(DataInputStream index, PackedBlocks file) throws IOException {
    PackedRows rows = new PackedRows(index.readInt(), index.readInt());
    rows.size = index.readInt();
    rows.collected = new double[rows.inBlock(rows.size) * rows.columns];
    for (int i = 0; i < rows.collected.length; i++) {
      rows.collected[i] = index.readDouble();
    }
    PackedLayout[] layouts = new PackedLayout[index.readInt()];
    for (int i = 0; i < layouts.length; i++) {
      layouts[i] = PackedLayout.read(index, rows.columns);
    }
    for (int i = 0; i < rows.size >>> rows.shift; i++) {
      PackedLayout layout = layouts[index.readInt()];
      int bytes = layout.stride() << rows.shift;
      rows.append(layout, file.block(index.readLong(), bytes, index.readInt()));
    }
    return rows;
  }

  private void append(PackedLayout layout, ByteBuffer rows) {
    blocks.add(new Block(layout, rows));
    widest = Math.max(widest, layout.stride());
  }

  int size() {
    return size;
  }

  int columns() {
    return columns;
  }

  /** One number; not a number where it is missing. */
  double get(int row, int column) {
    int block = row >>> shift;
    if (block == blocks.size()) {
      return collected[inBlock(row) * columns + column];
    }
    Block in = blocks.get(block);
    return in.layout().get(in.rows(), inBlock(row), column);
  }

  /**
   * Reads some rows. Their bytes are copied together first: a processor waits for the memory of
   * several rows at a time if there is nothing else to do in between.
   *
   * @param wanted the rows, in any order
   * @param each is given them in this order
   */
  void read(int[] wanted, RowConsumer each) {
    double[] numbers = new double[columns];
    int together = Math.max(1, Math.min(COPIED_ROWS, COPIED_BYTES / widest));
    ByteBuffer copies =
        ByteBuffer.allocate(Math.min(together, wanted.length) * widest)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < wanted.length; start += together) {
      int end = Math.min(start + together, wanted.length);
      int at = 0;
      for (int i = start; i < end; i++) {
        int block = wanted[i] >>> shift;
        if (block < blocks.size()) {
          blocks.get(block).copy(inBlock(wanted[i]), copies, at);
        }
        at += widest;
      }
      at = 0;
      for (int i = start; i < end; i++) {
        int block = wanted[i] >>> shift;
        if (block < blocks.size()) {
          blocks.get(block).layout().read(copies, at, numbers);
        } else {
          System.arraycopy(collected, inBlock(wanted[i]) * columns, numbers, 0, columns);
        }
        at += widest;
        each.accept(i, numbers);
      }
    }
  }

  /** Reads some rows, in order. */
  void read(IndexSet wanted, RowConsumer each) {
    for (int start = 0; start < wanted.size(); start += READ) {
      int first = start;
      read(
          wanted.slice(first, Math.min(READ, wanted.size() - first)),
          (index, numbers) -> each.accept(first + index, numbers));
    }
  }

  private int inBlock(int row) {
    return row & ((1 << shift) - 1);
  }
}
