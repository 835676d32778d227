package io.retort.datasets.providers;

import com.google.auto.service.AutoService;
import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.plugin.Context;
import io.retort.datasets.SourceTarget;

/** Loads {@link SourceTarget}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(DatasetProvider.class)
public final class SourceTargetDatasetProvider implements DatasetProvider<SourceTarget> {

  @Override
  public String name() {
    return "source-target";
  }

  @Override
  public Class<SourceTarget> configuration() {
    return SourceTarget.class;
  }

  @Override
  public Dataset create(SourceTarget configuration, Context context) {
    return configuration.load(context);
  }
}
