package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.gradient.GradientCombinationProvider;
import io.retort.optimizers.Mgda;

/** Makes {@link Mgda}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(GradientCombinationProvider.class)
public final class MgdaProvider extends RecordCombinationProvider<Mgda> {

  /** For {@link java.util.ServiceLoader}. */
  public MgdaProvider() {
    super("mgda", Mgda.class);
  }
}
