package io.retort.runtime.experiment.assembly;

import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.data.Dataset;
import io.retort.core.metric.MetricSet;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.experiment.data.PreparedData;
import io.retort.runtime.plugin.PluginCatalog;
import java.util.List;

/** The bindings of one labelling. */
final class LabellingModule extends TeacherModule {
  private final PluginCatalog catalog;

  LabellingModule(
      TeacherConfiguration configuration,
      PluginCatalog catalog,
      PartFactory factory,
      List<TrainingListener> listeners) {
    super(configuration, catalog, factory, listeners);
    this.catalog = catalog;
  }

  @Override
  protected void configure() {
    super.configure();
    bind(CheckpointStore.class).toInstance(CheckpointStore.NONE);
  }

  /** A teacher that is trained already needs no samples with labels. */
  @Provides
  @Singleton
  PreparedData prepared(Dataset dataset) {
    return dataset.labelled() ? split(dataset) : PreparedData.unlabelled(dataset);
  }

  @Provides
  @Singleton
  MetricSet metrics() {
    return RunMetrics.standard(catalog);
  }
}
