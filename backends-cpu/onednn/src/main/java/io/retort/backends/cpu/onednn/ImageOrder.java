package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_aBcd16b;
import static org.bytedeco.dnnl.global.dnnl.dnnl_aBcd8b;
import static org.bytedeco.dnnl.global.dnnl.dnnl_abcd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_acdb;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * The usual orders of batches of images. All of them are {@code [batch, blocks, height, width,
 * block]}, with more or fewer channels to a block.
 */
enum ImageOrder {
  BLOCKS_OF_16(dnnl_aBcd16b),
  BLOCKS_OF_8(dnnl_aBcd8b),
  CHANNELS_OUTERMOST(dnnl_abcd),
  CHANNELS_INNERMOST(dnnl_acdb);

  private final int tag;

  ImageOrder(int tag) {
    this.tag = tag;
  }

  /** The order of a layout, if it is a usual one. */
  static Optional<ImageOrder> of(Arena arena, dnnl_memory_desc layout, long... extents) {
    for (ImageOrder order : values()) {
      dnnl_memory_desc usual = order.layout(arena, DataType.of(layout), extents);
      if (dnnl_memory_desc_equal(usual, layout) != 0) {
        return Optional.of(order);
      }
    }
    return Optional.empty();
  }

  /** Images of these extents in this order. */
  dnnl_memory_desc layout(Arena arena, DataType type, long... extents) {
    return arena.tagged(tag, type, extents);
  }

  private long block(long channels) {
    return switch (this) {
      case BLOCKS_OF_16 -> 16;
      case BLOCKS_OF_8 -> 8;
      case CHANNELS_OUTERMOST -> 1;
      case CHANNELS_INNERMOST -> channels;
    };
  }

  /**
   * Adds to a pass what copies the rows and columns that are kept.
   *
   * @param images in this order, {@code [batch, channels, height, width]}
   * @param kept in this order, with fewer rows or columns
   */
  void gather(
      NetworkPass pass,
      WindowGeometry geometry,
      MemoryBlock images,
      long[] extents,
      MemoryBlock kept) {
    Arena arena = pass.arena();
    for (Section rows : Section.of(geometry.rows(), extents[2])) {
      for (Section columns : Section.of(geometry.columns(), extents[3])) {
        pass.copy(
            box(arena, images, extents, rows.inImage, columns.inImage),
            box(arena, kept, kept(geometry, extents), rows.kept, columns.kept));
      }
    }
  }

  /** Adds to a pass what copies the rows and columns that are kept to where they come from. */
  void scatter(
      NetworkPass pass,
      WindowGeometry geometry,
      MemoryBlock kept,
      MemoryBlock images,
      long[] extents) {
    Arena arena = pass.arena();
    for (Section rows : Section.of(geometry.rows(), extents[2])) {
      for (Section columns : Section.of(geometry.columns(), extents[3])) {
        pass.copy(
            box(arena, kept, kept(geometry, extents), rows.kept, columns.kept),
            box(arena, images, extents, rows.inImage, columns.inImage));
      }
    }
  }

  private static long[] kept(WindowGeometry geometry, long[] extents) {
    return new long[] {extents[0], extents[1], geometry.rows().input(), geometry.columns().input()};
  }

  /** Some positions along an axis, each a step after the one before. */
  private record Positions(long first, long step, long count) {

    /** oneDNN refuses layouts in which a position more would lie behind the end. */
    boolean fit(long extent) {
      return step * count <= extent;
    }

    Positions withoutLast() {
      return of(first, step, count - 1);
    }

    Positions last() {
      return of(first + (count - 1) * step, step, 1);
    }

    static Positions of(long first, long step, long count) {
      return new Positions(first, count == 1 ? 1 : step, count);
    }
  }

  /** Some rows or columns: where they are kept, and where they come from. */
  private record Section(Positions kept, Positions inImage) {

    /** All that are kept; of windows one after the other, the same row of each. */
    static List<Section> of(WindowAxis axis, long image) {
      int every = axis.jump() > 0 ? Math.min(axis.taps(), axis.input()) : 1;
      int distance = axis.jump() > 0 ? axis.jump() : axis.step();
      List<Section> sections = new ArrayList<>();
      for (int from = 0; from < every; from++) {
        int count = (axis.input() - from + every - 1) / every;
        Section all =
            new Section(
                Positions.of(from, every, count),
                Positions.of(axis.inImage(from), distance, count));
        if (all.kept.fit(axis.input()) && all.inImage.fit(image)) {
          sections.add(all);
        } else {
          sections.add(new Section(all.kept.withoutLast(), all.inImage.withoutLast()));
          sections.add(new Section(all.kept.last(), all.inImage.last()));
        }
      }
      return sections;
    }
  }

  /** A part of images where it lies, as {@code [batch, blocks, height, width, block]}. */
  private MemoryBlock box(
      Arena arena, MemoryBlock images, long[] extents, Positions rows, Positions columns) {
    long block = block(extents[1]);
    long blocks = (extents[1] + block - 1) / block;
    long row = extents[3] * block;
    long plane = extents[2] * row;
    DataType type = DataType.of(images.layout());
    return arena.wrap(
        arena.strided(
            type,
            new long[] {extents[0], blocks, rows.count, columns.count, block},
            new long[] {blocks * plane, plane, rows.step * row, columns.step * block, 1}),
        images.storage(),
        (rows.first * row + columns.first * block) * type.bytes());
  }
}
