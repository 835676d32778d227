package io.retort.datasets.providers;

import com.google.auto.service.AutoService;
import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.plugin.Context;
import io.retort.datasets.Csv;
import io.retort.datasets.CsvFiles;

/** Loads {@link Csv}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(DatasetProvider.class)
public final class CsvProvider implements DatasetProvider<Csv> {

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public Class<Csv> configuration() {
    return Csv.class;
  }

  @Override
  public Dataset create(Csv configuration, Context context) {
    return CsvFiles.load(configuration, context);
  }
}
