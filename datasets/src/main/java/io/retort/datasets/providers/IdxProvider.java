package io.retort.datasets.providers;

import com.google.auto.service.AutoService;
import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.plugin.Context;
import io.retort.datasets.Idx;

/** Loads {@link Idx}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(DatasetProvider.class)
public final class IdxProvider implements DatasetProvider<Idx> {

  @Override
  public String name() {
    return "idx";
  }

  @Override
  public Class<Idx> configuration() {
    return Idx.class;
  }

  @Override
  public Dataset create(Idx configuration, Context context) {
    return configuration.load(context);
  }
}
