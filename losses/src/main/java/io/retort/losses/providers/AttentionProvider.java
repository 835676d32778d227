package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.LossProvider;
import io.retort.losses.Attention;

/** Makes {@link Attention}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class AttentionProvider extends RecordLossProvider<Attention> {

  /** For {@link java.util.ServiceLoader}. */
  public AttentionProvider() {
    super("attention", Attention.class);
  }
}
