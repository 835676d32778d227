package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.LossProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.losses.Attention;

/** Makes {@link Attention}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class AttentionProvider extends RecordProvider<Criterion, Attention, Context>
    implements LossProvider<Attention> {

  /** For {@link java.util.ServiceLoader}. */
  public AttentionProvider() {
    super("attention", Attention.class, loss -> loss);
  }
}
