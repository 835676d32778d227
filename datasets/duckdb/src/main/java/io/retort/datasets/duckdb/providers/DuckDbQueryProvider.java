package io.retort.datasets.duckdb.providers;

import com.google.auto.service.AutoService;
import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.plugin.Context;
import io.retort.datasets.duckdb.DuckDbQuery;

/** Loads {@link DuckDbQuery}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(DatasetProvider.class)
public final class DuckDbQueryProvider implements DatasetProvider<DuckDbQuery> {

  @Override
  public String name() {
    return "duckdb";
  }

  @Override
  public Class<DuckDbQuery> configuration() {
    return DuckDbQuery.class;
  }

  @Override
  public Dataset create(DuckDbQuery configuration, Context context) {
    return configuration.load(context);
  }
}
