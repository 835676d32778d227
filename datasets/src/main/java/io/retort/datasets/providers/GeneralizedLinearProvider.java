package io.retort.datasets.providers;

import com.google.auto.service.AutoService;
import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.plugin.Context;
import io.retort.datasets.GeneralizedLinear;

/** Loads {@link GeneralizedLinear}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(DatasetProvider.class)
public final class GeneralizedLinearProvider implements DatasetProvider<GeneralizedLinear> {

  @Override
  public String name() {
    return "generalized-linear";
  }

  @Override
  public Class<GeneralizedLinear> configuration() {
    return GeneralizedLinear.class;
  }

  @Override
  public Dataset create(GeneralizedLinear configuration, Context context) {
    return configuration.load(context.seed());
  }
}
