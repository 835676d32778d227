package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.LossProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.losses.CrossEntropy;

/** Makes {@link CrossEntropy}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class CrossEntropyProvider extends RecordProvider<Criterion, CrossEntropy, Context>
    implements LossProvider<CrossEntropy> {

  /** For {@link java.util.ServiceLoader}. */
  public CrossEntropyProvider() {
    super("cross-entropy", CrossEntropy.class, loss -> loss);
  }
}
