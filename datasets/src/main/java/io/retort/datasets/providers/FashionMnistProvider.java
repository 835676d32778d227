package io.retort.datasets.providers;

import com.google.auto.service.AutoService;
import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.plugin.Context;
import io.retort.datasets.FashionMnist;

/** Loads {@link FashionMnist}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(DatasetProvider.class)
public final class FashionMnistProvider implements DatasetProvider<FashionMnist> {

  @Override
  public String name() {
    return "fashion-mnist";
  }

  @Override
  public Class<FashionMnist> configuration() {
    return FashionMnist.class;
  }

  @Override
  public Dataset create(FashionMnist configuration, Context context) {
    return configuration.load(context);
  }
}
