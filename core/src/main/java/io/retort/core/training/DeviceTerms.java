package io.retort.core.training;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.LossKernel;
import io.retort.core.loss.CriterionSetting;
import io.retort.core.loss.Loss;
import io.retort.core.loss.TargetKind;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.LossProgram;
import java.util.IdentityHashMap;
import java.util.Optional;

/** Compiles the losses of a learner's terms for a backend that evaluates them where it computes. */
final class DeviceTerms implements AutoCloseable {
  private final ComputeBackend backend;
  private final ResidentTargets targets;
  private final IdentityHashMap<LossProgram, Optional<LossKernel>> kernels =
      new IdentityHashMap<>();

  DeviceTerms(ComputeBackend backend, ResidentTargets targets) {
    this.backend = backend;
    this.targets = targets;
  }

  /**
   * A term of one output and one target whose loss is a program.
   *
   * @return what the caller closes before this object; empty where the loss works in the host's
   *     memory
   */
  Optional<DeviceTerm> of(Term term, CriterionSetting setting) {
    if (!(term.criterion() instanceof Loss loss)
        || setting.outputs().size() != 1
        || setting.targets().size() != 1) {
      return Optional.empty();
    }
    TargetKind kind = setting.targets().get(0).kind();
    return loss.formula(kind)
        .flatMap(formula -> kernels.computeIfAbsent(formula.program(), backend::compile))
        .map(
            kernel -> {
              targets.check(loss, term.targets().get(0), setting);
              return new DeviceTerm(kernel, backend.vector(DeviceTerm.length()));
            });
  }

  @Override
  public void close() {
    kernels.values().forEach(kernel -> kernel.ifPresent(LossKernel::close));
    kernels.clear();
  }
}
