package io.retort.datasets.providers;

import com.google.auto.service.AutoService;
import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.plugin.Context;
import io.retort.datasets.Labelled;

/** Loads {@link Labelled}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(DatasetProvider.class)
public final class LabelledProvider implements DatasetProvider<Labelled> {

  @Override
  public String name() {
    return "labelled";
  }

  @Override
  public Class<Labelled> configuration() {
    return Labelled.class;
  }

  @Override
  public Dataset create(Labelled configuration, Context context) {
    return configuration.load(context);
  }
}
