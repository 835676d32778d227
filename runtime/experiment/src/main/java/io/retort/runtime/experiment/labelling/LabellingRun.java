package io.retort.runtime.experiment.labelling;

import com.google.inject.Module;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.RawRows;
import io.retort.core.data.SampleStream;
import io.retort.core.data.Samples;
import io.retort.core.loss.Target;
import io.retort.core.progress.Phase;
import io.retort.core.progress.TrainingListener;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Tensor;
import io.retort.runtime.configuration.BoundValue;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.assembly.PartCache;
import io.retort.runtime.experiment.assembly.TeacherConfiguration;
import io.retort.runtime.experiment.assembly.TeacherParts;
import io.retort.runtime.experiment.checkpoint.StopRequest;
import io.retort.runtime.experiment.data.PreparedData;
import io.retort.runtime.plugin.PluginCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A labelling that is ready to run. Only one batch of samples is in memory at a time. A run that
 * was interrupted goes on where it stopped, and writes the same bytes as one that was not.
 */
public final class LabellingRun {
  private final BoundValue<Labelling> labelling;
  private final Path base;
  private final PluginCatalog catalog;
  private final List<Module> modules = new ArrayList<>();
  private TrainingListener listener = TrainingListener.NONE;
  private final StopRequest stop = new StopRequest("labelling");
  private volatile boolean labels;

  private LabellingRun(BoundValue<Labelling> labelling, Path base, PluginCatalog catalog) {
    this.labelling = labelling;
    this.base = base;
    this.catalog = catalog;
  }

  /**
   * Reads a labelling file.
   *
   * @param retort the plugins
   * @param file the YAML file; relative paths in it start from its folder
   * @param overrides changes of the form {@code threshold=0.9}
   * @return the labelling
   * @throws io.retort.runtime.configuration.ConfigurationException with all that is wrong
   */
  public static LabellingRun read(Retort retort, Path file, List<String> overrides) {
    Path base = file.toAbsolutePath().getParent();
    return new LabellingRun(
        retort.bind(Labelling.class, ConfigurationDocument.read(file).with(overrides), base),
        base,
        retort.catalog());
  }

  /**
   * Sets the listener.
   *
   * @param told is told of the progress by messages, and of the epochs of a teacher's training
   * @return this object
   */
  public LabellingRun listen(TrainingListener told) {
    listener = told;
    return this;
  }

  /**
   * Asks a labelling under way to end: {@link #run} then throws a {@link RetortException} of the
   * kind {@code INTERRUPTED}. May be called from any thread, and returns at once.
   *
   * @return whether it labels samples; before that, while it reads data or trains a teacher, there
   *     is nothing to keep, and nothing that would end early
   */
  public boolean stop() {
    stop.request();
    return labels;
  }

  /**
   * Adds bindings, which override the labelling's own, those of plugins and those that were added
   * before.
   *
   * @param module a Guice module
   * @return this object
   */
  public LabellingRun with(Module module) {
    modules.add(module);
    return this;
  }

  /**
   * Labels.
   *
   * @return what was written
   * @throws RetortException if it cannot be completed, with the place and the fix
   */
  public LabellingResult run() {
    Labelling settings = labelling.value();
    Path file = settings.output().path();
    LabelledFile.requireNone(file);
    try (PartCache cache = new PartCache()) {
      TeacherParts parts = parts(cache);
      TrainingListener told = parts.listener();
      parts.warnings().forEach(told::warning);
      PreparedData prepared = parts.prepared();
      Teacher teacher = parts.teacher();
      prepared.data().warnings().forEach(told::warning);
      try (Source source = source(settings.samples(), prepared)) {
        LabelledRows rows =
            new LabelledRows(
                prepared.data().inputShape(),
                source.hasRows() ? texts(prepared.data()) : List.of(),
                prepared.data().heads(),
                teacher.outputs(),
                settings.threshold());
        try (LabelledFile out =
            LabelledFile.open(file, labelling.toYaml(), teacher.fingerprint(), rows.titles())) {
          LabellingResult result = label(prepared.data(), source, teacher, rows, out, told);
          // Of the samples without labels more is known once they were read.
          prepared.data().warnings().forEach(told::warning);
          return result;
        }
      }
    } catch (LinkageError misfit) {
      throw catalog.explain(misfit);
    }
  }

  private static List<String> texts(Dataset data) {
    return data.preparation().columns().stream()
        .filter(InputColumn.Text.class::isInstance)
        .map(InputColumn::name)
        .toList();
  }

  private TeacherParts parts(PartCache cache) {
    Labelling settings = labelling.value();
    return TeacherParts.of(
        new TeacherConfiguration(
            Optional.of(settings.data()),
            settings.split(),
            settings.scaleTargets(),
            settings.backend(),
            settings.teacher()),
        catalog,
        base,
        cache,
        List.of(listener),
        modules);
  }

  private LabellingResult label(
      Dataset dataset,
      Source source,
      Teacher teacher,
      LabelledRows rows,
      LabelledFile out,
      TrainingListener told) {
    try (Phase phase =
        Phase.begin(told, "Labelling samples", source.list().map(Samples::size).orElse(0))) {
      return label(dataset, source, teacher, rows, out, told, phase);
    }
  }

  private LabellingResult label(
      Dataset dataset,
      Source source,
      Teacher teacher,
      LabelledRows rows,
      LabelledFile out,
      TrainingListener told,
      Phase phase) {
    labels = true;
    long resumed = out.read();
    int most = labelling.value().batch();
    long read = 0;
    try (Tensor inputs = Tensor.allocate(dataset.inputShape().batch(most));
        OutputMemory memory = new OutputMemory(rows.outputs(), most)) {
      int count = source.stream().read(inputs);
      while (count > 0) {
        Tensor present = count == most ? inputs : inputs.rows(0, count);
        if (!out.known(present)) {
          Map<String, Tensor> outputs = memory.rows(count);
          Batch batch = source.batch(read, count, present);
          teacher.evaluate(batch, outputs);
          try (BatchLabels truth = source.truth(rows.heads(), read, count)) {
            LabelledRows.Predictions given =
                new LabelledRows.Predictions(read, batch, outputs, truth.labels());
            for (int row = 0; row < count; row++) {
              out.add(rows.cells(given, row));
            }
          }
          if (out.endBatch()) {
            told.message(progress(out));
          }
          checkStop(out);
        }
        read += count;
        phase.advance(count);
        count = count < most ? 0 : source.stream().read(inputs);
      }
      out.requireAllKnown();
      if (out.kept() == 0) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "The teacher is confident enough of none of the "
                + out.read()
                + " samples; lower the threshold, and delete the unfinished files "
                + out.file()
                + ".part and "
                + out.file()
                + ".state");
      }
      out.complete();
      return new LabellingResult(out.file(), out.read(), out.kept(), resumed);
    }
  }

  private void checkStop(LabelledFile out) {
    try {
      stop.check();
    } catch (RetortException end) {
      out.flush();
      throw new RetortException(
          end.kind(),
          end.getMessage()
              + "; what was labelled is kept beside "
              + out.file()
              + ", and the same command goes on from there",
          end);
    }
  }

  private static String progress(LabelledFile out) {
    return out.read() + " samples read, " + out.kept() + " labelled";
  }

  private Source source(Labelling.Part part, PreparedData prepared) {
    return switch (part) {
      case TRAIN -> Source.of(prepared.data().train());
      case TEST -> Source.of(prepared.test());
      case UNLABELLED ->
          new Source(
              prepared
                  .data()
                  .unlabelled()
                  .orElseThrow(
                      () ->
                          new RetortException(
                              ErrorKind.CONFIGURATION,
                              "The data set '"
                                  + labelling.value().data().entry().name()
                                  + "' has no samples without labels; name some in its"
                                  + " configuration, or label others with samples: train or"
                                  + " test")),
              Optional.empty());
    };
  }

  /**
   * Samples in their order, and the list that they are from if it can be asked for their labels.
   */
  private record Source(SampleStream stream, Optional<Samples> list) implements AutoCloseable {

    static Source of(Samples samples) {
      return new Source(SampleStream.of(samples), Optional.of(samples));
    }

    boolean hasRows() {
      return list.map(samples -> samples.rows().isPresent())
          .orElseGet(() -> stream.rows().isPresent());
    }

    Batch batch(long from, int count, Tensor inputs) {
      int start = list.isPresent() ? (int) from : 0;
      return new Batch(
          list.orElseGet(() -> new StreamedBatch(inputs, stream.rows())),
          IntStream.range(start, start + count).toArray(),
          inputs);
    }

    BatchLabels truth(List<Head> heads, long from, int count) {
      Map<String, Target.GroundTruth> labels = new LinkedHashMap<>();
      list.ifPresent(
          samples ->
              heads.stream()
                  .filter(head -> head.task().hasLabels())
                  .forEach(
                      head ->
                          labels.put(
                              head.name(),
                              samples.labels(
                                  head.name(),
                                  IntStream.range((int) from, (int) from + count).toArray()))));
      return new BatchLabels(labels);
    }

    @Override
    public void close() {
      stream.close();
    }
  }

  /** True labels of a batch, whose tensors belong to it. */
  private record BatchLabels(Map<String, Target.GroundTruth> labels) implements AutoCloseable {
    @Override
    public void close() {
      labels.values().forEach(Target.GroundTruth::close);
    }
  }

  /**
   * A batch of a stream as a list of its own: its samples have no place that could be asked for.
   */
  private record StreamedBatch(Tensor all, Optional<RawRows> rows) implements Samples {
    @Override
    public int size() {
      return all.shape().extent(0);
    }

    @Override
    public void inputs(int[] samples, Tensor destination) {
      for (int i = 0; i < samples.length; i++) {
        destination.rows(i, 1).copyFrom(all.rows(samples[i], 1));
      }
    }

    @Override
    public Target.GroundTruth labels(String head, int[] samples) {
      throw new IllegalStateException("These samples have no labels");
    }
  }

  /** The memory of the teacher's outputs. */
  private static final class OutputMemory implements AutoCloseable {
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    OutputMemory(List<TeacherOutput> outputs, int most) {
      outputs.forEach(
          output -> tensors.put(output.name(), Tensor.allocate(output.shape().batch(most))));
    }

    Map<String, Tensor> rows(int count) {
      Map<String, Tensor> rows = new LinkedHashMap<>();
      tensors.forEach((name, tensor) -> rows.put(name, tensor.rows(0, count)));
      return rows;
    }

    @Override
    public void close() {
      tensors.values().forEach(Tensor::close);
    }
  }
}
