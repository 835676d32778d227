package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import io.retort.core.backend.Mode;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a primitive is to be tried on.
 *
 * @param convolution what it computes
 * @param mode what it is for
 * @param views how oneDNN is told of row-major arrays
 */
record Trial(Convolution convolution, Mode mode, Map<Role, View> views) {

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

  /** With arrays that oneDNN sees as they are. */
  static Trial of(Convolution convolution, Mode mode, long[] image, long[] weight, long[] output) {
    return new Trial(
        convolution,
        mode,
        new EnumMap<>(
            Map.of(
                Role.IMAGE, View.plain(image),
                Role.WEIGHT, View.plain(weight),
                Role.BIAS, View.plain(convolution.filters()),
                Role.OUTPUT, View.plain(output))));
  }

  /** Whether the primitive has an argument of this role. */
  boolean has(Role role) {
    return convolution.direction().uses(role) && (role != Role.BIAS || convolution.bias());
  }

  boolean writes(Role role) {
    return convolution.direction().writes(role);
  }

  /** The constant {@code DNNL_ARG_…} of an array. */
  int argument(Role role) {
    boolean given = convolution.direction() == Direction.FORWARD;
    return switch (role) {
      case IMAGE -> writes(role) ? DNNL_ARG_DIFF_SRC : DNNL_ARG_SRC;
      case WEIGHT -> writes(role) ? DNNL_ARG_DIFF_WEIGHTS : DNNL_ARG_WEIGHTS;
      case BIAS -> writes(role) ? DNNL_ARG_DIFF_BIAS : DNNL_ARG_BIAS;
      case OUTPUT -> given ? DNNL_ARG_DST : DNNL_ARG_DIFF_DST;
    };
  }

  /** What asks a primitive for the layout of an array; biases are row-major always. */
  int query(Role role) {
    boolean given = convolution.direction() == Direction.FORWARD;
    return switch (role) {
      case IMAGE -> writes(role) ? dnnl_query_diff_src_md : dnnl_query_src_md;
      case WEIGHT -> writes(role) ? dnnl_query_diff_weights_md : dnnl_query_weights_md;
      case OUTPUT -> given ? dnnl_query_dst_md : dnnl_query_diff_dst_md;
      case BIAS -> throw new IllegalArgumentException("A bias has no choice of layouts");
    };
  }
}
