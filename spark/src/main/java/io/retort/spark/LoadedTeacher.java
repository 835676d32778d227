package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.RawRows;
import io.retort.core.data.Samples;
import io.retort.core.data.Signature;
import io.retort.core.loss.Target;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.assembly.PartCache;
import io.retort.runtime.experiment.assembly.TeacherConfiguration;
import io.retort.runtime.experiment.assembly.TeacherParts;
import io.retort.runtime.experiment.settings.SplitSettings;
import io.retort.serving.format.SignatureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A teacher on the machine where it labels, which all tasks of the JVM ask, one at a time. */
final class LoadedTeacher implements AutoCloseable {
  private static final ModelCache<LoadedTeacher> OF_THIS_JVM = new ModelCache<>(1);

  private final UnpackedFolder folder;
  private final PartCache parts;
  private final Teacher teacher;
  private final Signature signature;
  private final Shape inputShape;

  private LoadedTeacher(
      UnpackedFolder folder,
      PartCache parts,
      Teacher teacher,
      Signature signature,
      Shape inputShape) {
    this.folder = folder;
    this.parts = parts;
    this.teacher = teacher;
    this.signature = signature;
    this.inputShape = inputShape;
  }

  /**
   * Takes a teacher, which is loaded if it is not yet here.
   *
   * @param hash of all that it is made of
   * @param shipped asked for only where it is needed
   */
  static ModelCache.Lease<LoadedTeacher> take(String hash, Supplier<ShippedTeacher> shipped) {
    return OF_THIS_JVM.take(hash, () -> load(shipped.get()));
  }

  private static LoadedTeacher load(ShippedTeacher shipped) {
    PartCache parts = new PartCache();
    try {
      UnpackedFolder folder = UnpackedFolder.create("retort-teacher-");
      shipped.files().write(folder.path());
      Path file = folder.path().resolve("signature.json");
      Files.write(file, shipped.signature());
      Signature signature = SignatureFile.read(file);
      Shape inputShape = Shape.of(shipped.inputShape());
      Dataset described = new DescribedDataset(signature, inputShape, shipped.examples());
      Retort retort = Retort.discover();
      TeacherSettings settings =
          retort
              .bind(
                  TeacherSettings.class,
                  ConfigurationDocument.of(shipped.files().configuration()),
                  folder.path())
              .value();
      Teacher teacher =
          TeacherParts.of(
                  new TeacherConfiguration(
                      Optional.empty(),
                      SplitSettings.builder().build(),
                      false,
                      settings.backend(),
                      settings.teacher()),
                  retort.catalog(),
                  folder.path(),
                  parts,
                  List.of(),
                  List.of(binder -> binder.bind(Dataset.class).toInstance(described)))
              .teacher();
      return new LoadedTeacher(folder, parts, teacher, signature, inputShape);
    } catch (IOException failure) {
      parts.close();
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "The teacher cannot be unpacked into the folder for temporary files: "
              + Reason.of(failure)
              + "; name another one with -Djava.io.tmpdir in spark.executor.extraJavaOptions",
          failure);
    } catch (RuntimeException | Error failure) {
      parts.close();
      throw failure;
    }
  }

  String fingerprint() {
    return teacher.fingerprint();
  }

  Signature signature() {
    return signature;
  }

  /** The outputs for heads of the data, in the order of these. */
  Map<Head, TeacherOutput> outputs() {
    Map<Head, TeacherOutput> outputs = new LinkedHashMap<>();
    for (Head head : signature.heads()) {
      teacher.outputs().stream()
          .filter(output -> output.name().equals(head.name()))
          .findFirst()
          .ifPresent(output -> outputs.put(head.ofWidth(output.shape().elements()), output));
    }
    return outputs;
  }

  /**
   * Labels rows.
   *
   * @return for each row what the teacher gives for each of {@link #outputs}
   */
  synchronized List<List<float[]>> evaluate(PreparedRows.Prepared rows) {
    List<TeacherOutput> wanted = List.copyOf(outputs().values());
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    try (Tensor inputs = Tensor.allocate(inputShape.batch(rows.size()))) {
      for (int i = 0; i < rows.size(); i++) {
        inputs.write(i * inputShape.elements(), rows.inputs().get(i));
      }
      wanted.forEach(
          output -> outputs.put(output.name(), Tensor.allocate(output.shape().batch(rows.size()))));
      teacher.evaluate(
          new Batch(
              new LabelledRows(inputs, rows.cells()::get),
              IntStream.range(0, rows.size()).toArray(),
              inputs),
          outputs);
      List<List<float[]>> all = new ArrayList<>(rows.size());
      for (int i = 0; i < rows.size(); i++) {
        List<float[]> row = new ArrayList<>(wanted.size());
        for (TeacherOutput output : wanted) {
          float[] values = new float[output.shape().elements()];
          outputs.get(output.name()).read(i * values.length, values);
          row.add(values);
        }
        all.add(row);
      }
      return all;
    } finally {
      outputs.values().forEach(Tensor::close);
    }
  }

  @Override
  public void close() throws IOException {
    parts.close();
    folder.close();
  }

  /** Rows of a batch as a list of their own. */
  private record LabelledRows(Tensor all, RawRows cells) implements Samples {
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

    @Override
    public Optional<RawRows> rows() {
      return Optional.of(cells);
    }
  }
}
