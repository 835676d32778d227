package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.LossProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.losses.SoftCrossEntropy;

/** Makes {@link SoftCrossEntropy}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class SoftCrossEntropyProvider
    extends RecordProvider<Criterion, SoftCrossEntropy, Context>
    implements LossProvider<SoftCrossEntropy> {

  /** For {@link java.util.ServiceLoader}. */
  public SoftCrossEntropyProvider() {
    super("soft-cross-entropy", SoftCrossEntropy.class, loss -> loss);
  }
}
