package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.LossProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.losses.BinaryCrossEntropy;

/** Makes {@link BinaryCrossEntropy}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class BinaryCrossEntropyProvider
    extends RecordProvider<Criterion, BinaryCrossEntropy, Context>
    implements LossProvider<BinaryCrossEntropy> {

  /** For {@link java.util.ServiceLoader}. */
  public BinaryCrossEntropyProvider() {
    super("binary-cross-entropy", BinaryCrossEntropy.class, loss -> loss);
  }
}
