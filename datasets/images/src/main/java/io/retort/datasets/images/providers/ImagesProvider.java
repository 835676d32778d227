package io.retort.datasets.images.providers;

import com.google.auto.service.AutoService;
import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.plugin.Context;
import io.retort.datasets.images.Images;

/** Loads {@link Images}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(DatasetProvider.class)
public final class ImagesProvider implements DatasetProvider<Images> {

  @Override
  public String name() {
    return "images";
  }

  @Override
  public Class<Images> configuration() {
    return Images.class;
  }

  @Override
  public Dataset create(Images configuration, Context context) {
    return configuration.load(context);
  }
}
