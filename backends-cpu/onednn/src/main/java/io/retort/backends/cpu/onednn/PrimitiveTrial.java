package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import io.retort.core.backend.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * How to try a primitive.
 *
 * @param computation what it computes
 * @param sample random numbers for it, and what should come out
 * @param mode what it is for
 * @param arrays what it reads and writes
 * @param notes what else it writes, for itself: constants {@code DNNL_ARG_…}
 * @param before what must have run on the same numbers
 */
record PrimitiveTrial(
    PrimitiveSpec computation,
    Supplier<VerificationCase> sample,
    Mode mode,
    List<Array> arrays,
    List<Integer> notes,
    Optional<Before> before) {

  PrimitiveTrial {
    arrays = List.copyOf(arrays);
    notes = List.copyOf(notes);
  }

  /**
   * A row-major array as oneDNN sees it.
   *
   * @param extents in oneDNN's order
   * @param strides of each, in values of the array
   */
  record View(long[] extents, long[] strides) {

    static View plain(long... extents) {
      long[] strides = new long[extents.length];
      long stride = 1;
      for (int axis = extents.length - 1; axis >= 0; axis--) {
        strides[axis] = stride;
        stride *= extents[axis];
      }
      return new View(extents, strides);
    }
  }

  /**
   * An argument.
   *
   * @param role what is in it
   * @param argument the constant {@code DNNL_ARG_…}
   * @param written whether it is a result
   * @param view how oneDNN is told of it
   */
  record Array(ArrayRole role, int argument, boolean written, View view) {

    static Array read(ArrayRole role, int argument, long... extents) {
      return new Array(role, argument, false, View.plain(extents));
    }

    static Array written(ArrayRole role, int argument, long... extents) {
      return new Array(role, argument, true, View.plain(extents));
    }
  }

  /**
   * The forward pass, for a gradient that reads what that has noted down.
   *
   * @param forward its description
   * @param arrays what it reads
   * @param written what it writes: constants {@code DNNL_ARG_…}
   */
  record Before(dnnl_primitive_desc forward, List<Array> arrays, List<Integer> written) {}

  /** Of a primitive that needs nothing before it. */
  static PrimitiveTrial of(
      PrimitiveSpec computation, Supplier<VerificationCase> sample, Mode mode, Array... arrays) {
    return new PrimitiveTrial(
        computation, sample, mode, List.of(arrays), List.of(), Optional.empty());
  }

  /** Of a convolution with arrays that oneDNN sees as they are. */
  static PrimitiveTrial of(
      ConvolutionSpec convolution, Mode mode, long[] image, long[] weight, long[] output) {
    return of(
        convolution,
        mode,
        Map.of(
            ArrayRole.IMAGE, View.plain(image),
            ArrayRole.WEIGHT, View.plain(weight),
            ArrayRole.BIAS, View.plain(convolution.filters()),
            ArrayRole.OUTPUT, View.plain(output)));
  }

  /** Of a convolution or matrix multiplication. */
  static PrimitiveTrial of(ConvolutionSpec convolution, Mode mode, Map<ArrayRole, View> views) {
    ConvolutionDirection direction = convolution.direction();
    List<Array> arrays = new ArrayList<>();
    for (ArrayRole role : ArrayRole.OF_CONVOLUTIONS) {
      if (direction.uses(role) && (role != ArrayRole.BIAS || convolution.bias())) {
        boolean written = direction.writes(role);
        boolean gradient =
            role == ArrayRole.OUTPUT ? direction != ConvolutionDirection.FORWARD : written;
        arrays.add(new Array(role, argument(role, gradient), written, views.get(role)));
      }
    }
    return new PrimitiveTrial(
        convolution,
        () -> new ConvolutionCase(convolution),
        mode,
        arrays,
        List.of(),
        Optional.empty());
  }

  private static int argument(ArrayRole role, boolean gradient) {
    return switch (role) {
      case IMAGE -> gradient ? DNNL_ARG_DIFF_SRC : DNNL_ARG_SRC;
      case WEIGHT -> gradient ? DNNL_ARG_DIFF_WEIGHTS : DNNL_ARG_WEIGHTS;
      case BIAS -> gradient ? DNNL_ARG_DIFF_BIAS : DNNL_ARG_BIAS;
      case OUTPUT -> gradient ? DNNL_ARG_DIFF_DST : DNNL_ARG_DST;
      default -> throw new IllegalArgumentException(role + " is not of a convolution");
    };
  }
}
