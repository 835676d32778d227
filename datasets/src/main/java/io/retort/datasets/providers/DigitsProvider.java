package io.retort.datasets.providers;

import com.google.auto.service.AutoService;
import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.plugin.Context;
import io.retort.datasets.Digits;

/** Loads {@link Digits}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(DatasetProvider.class)
public final class DigitsProvider implements DatasetProvider<Digits> {

  @Override
  public String name() {
    return "digits";
  }

  @Override
  public Class<Digits> configuration() {
    return Digits.class;
  }

  @Override
  public Dataset create(Digits configuration, Context context) {
    return configuration.load();
  }
}
