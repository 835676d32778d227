package io.retort.datasets.providers;

import com.google.auto.service.AutoService;
import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.plugin.Context;
import io.retort.datasets.Friedman;

/** Loads {@link Friedman}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(DatasetProvider.class)
public final class FriedmanProvider implements DatasetProvider<Friedman> {

  @Override
  public String name() {
    return "friedman";
  }

  @Override
  public Class<Friedman> configuration() {
    return Friedman.class;
  }

  @Override
  public Dataset create(Friedman configuration, Context context) {
    return configuration.load(context.seed());
  }
}
