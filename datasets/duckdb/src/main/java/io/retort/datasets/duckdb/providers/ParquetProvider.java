package io.retort.datasets.duckdb.providers;

import com.google.auto.service.AutoService;
import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.plugin.Context;
import io.retort.datasets.duckdb.Parquet;

/** Loads {@link Parquet}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(DatasetProvider.class)
public final class ParquetProvider implements DatasetProvider<Parquet> {

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public Class<Parquet> configuration() {
    return Parquet.class;
  }

  @Override
  public Dataset create(Parquet configuration, Context context) {
    return configuration.load(context);
  }
}
