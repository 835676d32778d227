package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.LossProvider;
import io.retort.losses.BinaryCrossEntropy;

/** Makes {@link BinaryCrossEntropy}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class BinaryCrossEntropyProvider extends RecordLossProvider<BinaryCrossEntropy> {

  /** For {@link java.util.ServiceLoader}. */
  public BinaryCrossEntropyProvider() {
    super("binary-cross-entropy", BinaryCrossEntropy.class);
  }
}
