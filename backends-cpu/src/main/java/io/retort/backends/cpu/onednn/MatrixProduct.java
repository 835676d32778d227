package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import java.util.function.Function;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * Products of matrices with one weight: {@code [rows, inner] · [inner, columns]}, or of one matrix
 * with several weights, with one more extent in front of all.
 */
final class MatrixProduct {
  private final Block weight;
  private final Block bias;
  private final Function<Argument[], Primitive> kernel;

  private MatrixProduct(Block weight, Block bias, Function<Argument[], Primitive> kernel) {
    this.weight = weight;
    this.bias = bias;
    this.kernel = kernel;
  }

  /**
   * How matrices lie.
   *
   * @param left extents of the first one
   * @param right extents of the weights
   * @param result where the product goes
   */
  record Shape(long[] left, long[] right, dnnl_memory_desc result) {

    private int plan(
        dnnl_primitive_desc description,
        Arena arena,
        DataType type,
        Block bias,
        dnnl_primitive_attr attributes) {
      return dnnl_matmul_primitive_desc_create(
          description,
          arena.engine(),
          arena.plain(type, left),
          arena.any(type, right),
          bias == null ? null : bias.layout(),
          result,
          attributes);
    }

    /** A type that oneDNN has a kernel for: the one that is asked for, or 32 bits. */
    DataType best(Arena arena, DataType asked) {
      dnnl_primitive_desc tried =
          arena.plan(
              asked,
              (description, type) -> plan(description, arena, type, null, arena.attributes()),
              "a product of matrices");
      return DataType.of(Arena.layout(tried, dnnl_query_src_md));
    }
  }

  /**
   * Prepares products.
   *
   * @param bias {@code null} for none
   * @param attributes what is done with the product
   */
  static MatrixProduct of(
      Pass pass,
      Shape shape,
      DataType type,
      Value weight,
      Block bias,
      dnnl_primitive_attr attributes) {
    Arena arena = pass.arena();
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    arena.own(
        shape.plan(description, arena, type, bias, attributes),
        description,
        "a product of matrices");
    Block liked = weight.in(pass, Arena.layout(description, dnnl_query_weights_md));
    return new MatrixProduct(liked, bias, arena.kernel(description));
  }

  /** Adds a product to the pass, of a matrix with the layout that was said. */
  void add(Pass pass, Block left, Block result) {
    Argument[] arguments = {
      Argument.of(DNNL_ARG_SRC, left),
      Argument.of(DNNL_ARG_WEIGHTS, weight),
      Argument.of(DNNL_ARG_DST, result)
    };
    pass.add(
        kernel.apply(bias == null ? arguments : Argument.with(arguments, DNNL_ARG_BIAS, bias)));
  }
}
