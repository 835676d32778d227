package io.retort.runtime.plugin;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.augmentation.Augmentation;
import io.retort.core.augmentation.AugmentationProvider;
import io.retort.core.backend.BackendProvider;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.export.Exporter;
import io.retort.core.export.ExporterProvider;
import io.retort.core.gradient.GradientCombination;
import io.retort.core.gradient.GradientCombinationProvider;
import io.retort.core.importer.Importer;
import io.retort.core.importer.ImporterContext;
import io.retort.core.importer.ImporterProvider;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.LossProvider;
import io.retort.core.metric.Metric;
import io.retort.core.metric.MetricProvider;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.optimizer.Schedule;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.core.plugin.Context;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategyProvider;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherProvider;
import io.retort.core.text.Tokenizer;
import io.retort.core.text.TokenizerProvider;
import io.retort.runtime.common.text.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The SPIs of Retort. A new one is a constant here and a {@code uses} in {@code module-info.java};
 * discovery, binding, listing and description follow from it.
 */
public enum PluginKind {
  /** {@link Dataset}. */
  DATASET("dataset", "datasets", DatasetProvider.class, Dataset.class),
  /** {@link Augmentation}. */
  AUGMENTATION("augmentation", "augmentations", AugmentationProvider.class, Augmentation.class),
  /** {@link ComputeBackend}. */
  BACKEND("backend", "backends", BackendProvider.class, ComputeBackend.class),
  /** {@link Teacher}. */
  TEACHER("teacher", "teachers", TeacherProvider.class, Teacher.class, TeacherContext.class),
  /** {@link Strategy}. */
  STRATEGY("strategy", "strategies", StrategyProvider.class, Strategy.class),
  /** {@link Criterion}, most often a {@link io.retort.core.loss.Loss}. */
  LOSS("loss", "losses", LossProvider.class, Criterion.class),
  /** {@link Optimizer}. */
  OPTIMIZER("optimizer", "optimizers", OptimizerProvider.class, Optimizer.class),
  /** {@link Schedule}. */
  SCHEDULE("schedule", "schedules", ScheduleProvider.class, Schedule.class),
  /** {@link GradientCombination}. */
  GRADIENTS(
      "gradients",
      "combination of gradients",
      "combinations of gradients",
      GradientCombinationProvider.class,
      GradientCombination.class,
      Context.class),
  /** {@link Metric}. */
  METRIC("metric", "metrics", MetricProvider.class, Metric.class),
  /** {@link Tokenizer}. */
  TOKENIZER("tokenizer", "tokenizers", TokenizerProvider.class, Tokenizer.class),
  /** {@link Importer}. */
  IMPORTER("importer", "importers", ImporterProvider.class, Importer.class, ImporterContext.class),
  /** {@link Exporter}. */
  EXPORTER("exporter", "exporters", ExporterProvider.class, Exporter.class);

  private final String displayName;
  private final String singular;
  private final String plural;
  private final Class<?> provider;
  private final Class<?> product;
  private final Class<? extends Context> context;

  PluginKind(String displayName, String plural, Class<?> provider, Class<?> product) {
    this(displayName, plural, provider, product, Context.class);
  }

  PluginKind(
      String displayName,
      String plural,
      Class<?> provider,
      Class<?> product,
      Class<? extends Context> context) {
    this(displayName, displayName, plural, provider, product, context);
  }

  PluginKind(
      String displayName,
      String singular,
      String plural,
      Class<?> provider,
      Class<?> product,
      Class<? extends Context> context) {
    this.displayName = displayName;
    this.singular = singular;
    this.plural = plural;
    this.provider = provider;
    this.product = product;
    this.context = context;
  }

  /**
   * What the kind is called in listings and commands.
   *
   * @return such as {@code strategy}
   */
  public String displayName() {
    return displayName;
  }

  /**
   * The words for one plugin of this kind in sentences.
   *
   * @return such as {@code strategy}
   */
  public String singular() {
    return singular;
  }

  /**
   * The word for several.
   *
   * @return such as {@code strategies}
   */
  public String plural() {
    return plural;
  }

  /**
   * The service that plugins of this kind provide.
   *
   * @return a sub-interface of {@link io.retort.core.plugin.Provider}
   */
  public Class<?> provider() {
    return provider;
  }

  /**
   * What the providers make.
   *
   * @return the interface of the product
   */
  public Class<?> product() {
    return product;
  }

  /**
   * The kind that makes a type.
   *
   * @param type a product such as {@link Criterion}, or a sub-interface of one
   * @return the kind, or empty if the type is made by no plugin
   */
  public static Optional<PluginKind> ofProduct(Class<?> type) {
    return Arrays.stream(values()).filter(kind -> kind.product.isAssignableFrom(type)).findFirst();
  }

  /**
   * The kind that makes a type.
   *
   * @param product what a kind makes, such as {@link Criterion}, or a sub-interface of it
   * @return the kind
   * @throws IllegalArgumentException if the type is made by no plugin
   */
  public static PluginKind making(Class<?> product) {
    return ofProduct(product)
        .orElseThrow(() -> new IllegalArgumentException("No plugin makes a " + product.getName()));
  }

  /**
   * The kind of a service.
   *
   * @param service the name of a provider's interface, such as {@code
   *     io.retort.core.loss.LossProvider}
   * @return the kind, or empty if there is none with that service
   */
  public static Optional<PluginKind> ofProvider(String service) {
    return Arrays.stream(values())
        .filter(kind -> kind.provider.getName().equals(service))
        .findFirst();
  }

  /**
   * The kind of a display name.
   *
   * @param text such as {@code strategy}
   * @return the kind
   * @throws RetortException listing the kinds if there is none of that name
   */
  public static PluginKind parse(String text) {
    List<String> names = Arrays.stream(values()).map(PluginKind::displayName).toList();
    int index = names.indexOf(text);
    if (index < 0) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "There is no plugin kind '" + text + "'" + NearestName.hint(text, names, "kinds"));
    }
    return values()[index];
  }

  /**
   * What is offered to plugins of this kind when they are made.
   *
   * @return a kind of context
   */
  public Class<? extends Context> context() {
    return context;
  }
}
