package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import io.retort.core.backend.Mode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * Matrix multiplications by one weight: {@code [rows, inner] · [inner, columns]}, or of one matrix
 * with several weights, with one more extent in front of all.
 */
final class MatrixMultiplication {
  private final MemoryBlock weight;
  private final MemoryBlock bias;
  private final Function<PrimitiveArgument[], Primitive> kernel;

  private MatrixMultiplication(
      MemoryBlock weight, MemoryBlock bias, Function<PrimitiveArgument[], Primitive> kernel) {
    this.weight = weight;
    this.bias = bias;
    this.kernel = kernel;
  }

  /**
   * How matrices lie.
   *
   * @param left extents of the first one
   * @param right extents of the weights
   * @param result where the result goes
   */
  record Shape(long[] left, long[] right, dnnl_memory_desc result) {

    private int plan(
        dnnl_primitive_desc description,
        Arena arena,
        DataType type,
        MemoryBlock bias,
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

    /** As the convolution of pixels: the filters are the columns of all weights. */
    private PrimitiveTrial trial(boolean bias, boolean adding, Eltwise function) {
      int from = right.length - 2;
      long count = from == 0 ? 1 : right[0];
      long rows = left[left.length - 2];
      long inner = right[from];
      long columns = right[from + 1];
      Map<ArrayRole, PrimitiveTrial.View> views = new EnumMap<>(ArrayRole.class);
      views.put(ArrayRole.IMAGE, PrimitiveTrial.View.plain(left));
      views.put(ArrayRole.WEIGHT, view(from, columns * inner, 1, inner, right));
      long[] result = right.clone();
      result[from] = rows;
      views.put(ArrayRole.OUTPUT, view(from, columns, count * columns, 1, result));
      long[] one = right.clone();
      Arrays.fill(one, 0, from + 1, 1);
      views.put(ArrayRole.BIAS, PrimitiveTrial.View.plain(one));
      ConvolutionSpec pixels =
          ConvolutionSpec.matrixMultiplication(
              ConvolutionDirection.FORWARD,
              rows,
              inner,
              count * columns,
              bias,
              adding,
              function.function());
      return PrimitiveTrial.of(pixels, Mode.TRAINING, views);
    }

    private static PrimitiveTrial.View view(
        int from, long matrix, long row, long column, long... extents) {
      long[] strides = {matrix, row, column};
      return new PrimitiveTrial.View(extents, Arrays.copyOfRange(strides, 1 - from, 3));
    }

    /** A type that oneDNN has a kernel for: the one that is asked for, or 32 bits. */
    DataType best(Arena arena, DataType requested) {
      dnnl_primitive_desc tried =
          new Kernels(arena)
              .fastest(
                  requested,
                  (description, type) -> plan(description, arena, type, null, arena.attributes()),
                  trial(false, false, Eltwise.IDENTITY),
                  "a matrix multiplication");
      return DataType.of(Arena.layout(tried, dnnl_query_src_md));
    }
  }

  /**
   * Prepares multiplications.
   *
   * @param bias {@code null} for none
   * @param adding whether results are added to what is there
   * @param function what is applied to them
   */
  static MatrixMultiplication of(
      NetworkPass pass,
      Shape shape,
      DataType type,
      NodeValue weight,
      MemoryBlock bias,
      boolean adding,
      Eltwise function) {
    Arena arena = pass.arena();
    dnnl_primitive_attr attributes = adding ? function.adding(arena) : function.attributes(arena);
    dnnl_primitive_desc description =
        new Kernels(arena)
            .any(
                type,
                (planned, read) -> shape.plan(planned, arena, read, bias, attributes),
                shape.trial(bias != null, adding, function),
                "a matrix multiplication");
    MemoryBlock liked = weight.in(pass, Arena.layout(description, dnnl_query_weights_md));
    return new MatrixMultiplication(liked, bias, arena.kernel(description));
  }

  /** Adds a multiplication to the pass, of a matrix with the layout that was said. */
  void add(NetworkPass pass, MemoryBlock left, MemoryBlock result) {
    PrimitiveArgument[] arguments = {
      PrimitiveArgument.of(DNNL_ARG_SRC, left),
      PrimitiveArgument.of(DNNL_ARG_WEIGHTS, weight),
      PrimitiveArgument.of(DNNL_ARG_DST, result)
    };
    pass.add(
        kernel.apply(
            bias == null ? arguments : PrimitiveArgument.with(arguments, DNNL_ARG_BIAS, bias)));
  }
}
