package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_next_impl;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * Plans primitives with the first of oneDNN's implementations that is right. The descriptions
 * belong to an arena.
 */
final class Kernels {
  private final Arena arena;

  Kernels(Arena arena) {
    this.arena = arena;
  }

  /** Creates the description of a primitive that reads values of a type; returns a status. */
  @FunctionalInterface
  interface Planner {

    int plan(dnnl_primitive_desc description, DataType type);
  }

  /**
   * Plans a primitive on values of a type, or on values of 32 bits where oneDNN has no kernel made
   * for the type. Its general code for 16 bits takes many times as long as a kernel for 32.
   *
   * @param trial what the primitive is tried on before it is believed
   * @throws RetortException if no implementation is right
   */
  dnnl_primitive_desc fastest(DataType type, Planner planner, PrimitiveTrial trial, String what) {
    if (type != DataType.F32) {
      Optional<dnnl_primitive_desc> narrow = madeFor(type, planner, trial, what);
      if (narrow.isPresent()) {
        return narrow.get();
      }
    }
    return any(DataType.F32, planner, trial, what);
  }

  /**
   * Plans a primitive on values of a type, with oneDNN's general code if need be.
   *
   * @throws RetortException if no implementation is right
   */
  dnnl_primitive_desc any(DataType type, Planner planner, PrimitiveTrial trial, String what) {
    return right(type, planner, trial, what)
        .orElseThrow(
            () ->
                new RetortException(
                    ErrorKind.ENVIRONMENT,
                    "None of oneDNN's kernels computes "
                        + what
                        + " right on this processor; use the backend dl4j for this network"));
  }

  /** Plans a primitive on values of a type if any of oneDNN's implementations is right. */
  Optional<dnnl_primitive_desc> right(
      DataType type, Planner planner, PrimitiveTrial trial, String what) {
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    arena.own(planner.plan(description, type), description, what);
    do {
      if (believes(description, trial, what)) {
        return Optional.of(description);
      }
    } while (dnnl_primitive_desc_next_impl(description) == dnnl_success);
    return Optional.empty();
  }

  /** Plans a primitive if oneDNN has a kernel made for its types and layouts that is right. */
  Optional<dnnl_primitive_desc> madeFor(
      DataType type, Planner planner, PrimitiveTrial trial, String what) {
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    if (planner.plan(description, type) != dnnl_success) {
      return Optional.empty();
    }
    arena.own(dnnl_success, description, what);
    while (!isGeneral(description)) {
      if (believes(description, trial, what)) {
        return Optional.of(description);
      }
      if (dnnl_primitive_desc_next_impl(description) != dnnl_success) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Plans a primitive with an implementation of a name if oneDNN has it and it is right. */
  Optional<dnnl_primitive_desc> named(
      String name, DataType type, Planner planner, PrimitiveTrial trial, String what) {
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    if (planner.plan(description, type) != dnnl_success) {
      return Optional.empty();
    }
    arena.own(dnnl_success, description, what);
    do {
      if (PlannedPrimitive.name(description).equals(name)) {
        return Optional.of(description).filter(named -> believes(named, trial, what));
      }
    } while (dnnl_primitive_desc_next_impl(description) == dnnl_success);
    return Optional.empty();
  }

  private boolean believes(dnnl_primitive_desc description, PrimitiveTrial trial, String what) {
    boolean believed =
        arena
            .verifier()
            .believes(
                new PlannedPrimitive(arena, description, trial),
                trial.computation(),
                trial.sample(),
                what);
    arena.use();
    return believed;
  }

  /** Whether a primitive is a plain loop, or one around a matrix multiplication. */
  private static boolean isGeneral(dnnl_primitive_desc description) {
    String name = PlannedPrimitive.name(description);
    return name.contains("ref") || name.contains("gemm:");
  }
}
