package io.retort.datasets.providers;

import com.google.auto.service.AutoService;
import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.plugin.Context;
import io.retort.datasets.Synthetic;

/** Loads {@link Synthetic}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(DatasetProvider.class)
public final class SyntheticProvider implements DatasetProvider<Synthetic> {

  @Override
  public String name() {
    return "synthetic";
  }

  @Override
  public Class<Synthetic> configuration() {
    return Synthetic.class;
  }

  @Override
  public Dataset create(Synthetic configuration, Context context) {
    return configuration.load(context.seed());
  }
}
