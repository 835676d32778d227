package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.LossProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.losses.DoubleSoftmax;

/** Makes {@link DoubleSoftmax}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class DoubleSoftmaxProvider extends RecordProvider<Criterion, DoubleSoftmax, Context>
    implements LossProvider<DoubleSoftmax> {

  /** For {@link java.util.ServiceLoader}. */
  public DoubleSoftmaxProvider() {
    super("double-softmax", DoubleSoftmax.class, loss -> loss);
  }
}
