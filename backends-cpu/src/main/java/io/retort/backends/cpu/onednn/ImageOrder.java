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
  void gather(Pass pass, Geometry geometry, Block images, long[] extents, Block kept) {
    for (Box box : Box.of(geometry, extents)) {
      pass.copy(
          box(pass.arena(), images, extents, box.inImages(geometry)),
          box(pass.arena(), kept, kept(geometry, extents), box));
    }
  }

  /** Adds to a pass what copies the rows and columns that are kept to where they come from. */
  void scatter(Pass pass, Geometry geometry, Block kept, Block images, long[] extents) {
    for (Box box : Box.of(geometry, extents)) {
      pass.copy(
          box(pass.arena(), kept, kept(geometry, extents), box),
          box(pass.arena(), images, extents, box.inImages(geometry)));
    }
  }

  private static long[] kept(Geometry geometry, long[] extents) {
    return new long[] {extents[0], extents[1], geometry.rows().input(), geometry.columns().input()};
  }

  /** Some positions along an axis, each a step after the one before. */
  private record Positions(long first, long step, long count) {

    /**
     * All that are kept. oneDNN refuses layouts in which a row more would lie behind the end of the
     * image, so that the last one may have to go by itself.
     */
    static List<Positions> of(Axis axis, long image) {
      long count = axis.input();
      return count * axis.step() <= image
          ? List.of(new Positions(0, 1, count))
          : List.of(new Positions(0, 1, count - 1), new Positions(count - 1, 1, 1));
    }

    Positions inImage(Axis axis) {
      // The distance to the next one, of which there is none, must fit as well.
      return new Positions(axis.first() + first * axis.step(), count == 1 ? 1 : axis.step(), count);
    }
  }

  /** Some rows and columns of images. */
  private record Box(Positions rows, Positions columns) {

    static List<Box> of(Geometry geometry, long[] extents) {
      List<Box> boxes = new ArrayList<>();
      for (Positions rows : Positions.of(geometry.rows(), extents[2])) {
        for (Positions columns : Positions.of(geometry.columns(), extents[3])) {
          boxes.add(new Box(rows, columns));
        }
      }
      return boxes;
    }

    Box inImages(Geometry geometry) {
      return new Box(rows.inImage(geometry.rows()), columns.inImage(geometry.columns()));
    }
  }

  /** A part of images where it lies, as {@code [batch, blocks, height, width, block]}. */
  private Block box(Arena arena, Block images, long[] extents, Box box) {
    long block = block(extents[1]);
    long blocks = (extents[1] + block - 1) / block;
    long row = extents[3] * block;
    long plane = extents[2] * row;
    DataType type = DataType.of(images.layout());
    return arena.wrap(
        arena.strided(
            type,
            new long[] {extents[0], blocks, box.rows.count, box.columns.count, block},
            new long[] {blocks * plane, plane, box.rows.step * row, box.columns.step * block, 1}),
        images.storage(),
        (box.rows.first * row + box.columns.first * block) * type.bytes());
  }
}
