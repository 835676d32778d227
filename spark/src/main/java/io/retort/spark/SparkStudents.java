package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.data.SavedModel;
import io.retort.core.teacher.Teacher;
import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.assembly.RunParts;
import io.retort.runtime.experiment.data.SampleHashes;
import io.retort.runtime.experiment.recording.KeptStudent;
import io.retort.runtime.experiment.recording.RunRecord;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.training.SeedTrainings;
import io.retort.runtime.experiment.training.StudentRunner;
import io.retort.runtime.experiment.training.StudentTraining;
import io.retort.runtime.experiment.training.TrainingReports;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginKind;
import io.retort.serving.format.NetworkFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Trains the students of a run as tasks of Spark. */
final class SparkStudents implements StudentRunner {
  /** What the experiment is called. */
  static final String NAME = "run";

  private static final String SAVED = "saved";

  private final JavaSparkContext spark;
  private final KeptTrainings trainings;
  private final ExperimentRun run;
  private final PluginCatalog catalog;

  SparkStudents(
      JavaSparkContext spark, KeptTrainings trainings, ExperimentRun run, PluginCatalog catalog) {
    this.spark = spark;
    this.trainings = trainings;
    this.run = run;
    this.catalog = catalog;
  }

  @Override
  public int concurrentTrainings(RunParts parts) {
    return trainings.concurrentTrainings();
  }

  @Override
  public SeedTrainings trainings(RunParts parts, int repeat) {
    Map<String, Object> configuration =
        ShippedExperiments.configuration(run, spark.getConf().getInt("spark.task.cpus", 1));
    String written = configuration.toString();
    Teacher teacher = parts.teacher();
    Optional<SavedModel> network = teacher.network();
    try (UnpackedFolder folder = UnpackedFolder.create("retort-teacher-")) {
      // One that is a network need not be trained again.
      if (network.isPresent() && catalog.names(PluginKind.TEACHER).contains(SAVED)) {
        // The name of the temporary folder is another one each time.
        Path saved = Files.createDirectory(folder.path().resolve("teacher"));
        NetworkFolder.write(network.get(), saved);
        configuration.put("teacher", Map.of("kind", SAVED, "folder", saved.toString()));
      }
      ShippedExperiments shipped = ShippedExperiments.of(Map.of(NAME, configuration), catalog);
      List<String> madeOf =
          List.of(
              Long.toHexString(SampleHashes.ofAll(parts.data().pool(), parts.data().teacher())),
              RunRecord.versions(catalog).toString(),
              shipped.files().contents(),
              written,
              teacher.fingerprint());
      return new OfRepeat(
          parts, repeat, teacher.fingerprint(), madeOf, shipped.hash(), spark.broadcast(shipped));
    } catch (IOException failure) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "The teacher cannot be written to the folder for temporary files: "
              + Reason.of(failure)
              + "; name another one with -Djava.io.tmpdir",
          failure);
    }
  }

  private final class OfRepeat implements SeedTrainings {
    private final RunParts parts;
    private final int repeat;
    private final String teacher;
    private final List<String> madeOf;
    private final String hash;
    private final Broadcast<ShippedExperiments> shipped;

    OfRepeat(
        RunParts parts,
        int repeat,
        String teacher,
        List<String> madeOf,
        String hash,
        Broadcast<ShippedExperiments> shipped) {
      this.parts = parts;
      this.repeat = repeat;
      this.teacher = teacher;
      this.madeOf = madeOf;
      this.hash = hash;
      this.shipped = shipped;
    }

    @Override
    public List<StudentTraining> of(long seed) {
      return Stream.of(ArmResult.ALONE, ArmResult.DISTILLED)
          .map(arm -> training(arm, seed))
          .toList();
    }

    private StudentTraining training(String arm, long seed) {
      TrainingReports reports = new TrainingReports(parts.listener());
      return new StudentTraining(
          arm,
          reports,
          cancellation -> {
            KeptStudent made =
                trainings.make(
                    Stream.concat(
                            madeOf.stream(),
                            Stream.of(Integer.toString(repeat), arm, Long.toString(seed)))
                        .toList(),
                    new TrainingTask(hash, shipped, new StudentRequest(repeat, arm, seed, teacher)),
                    cancellation,
                    SparkStudents::read);
            made.tell(reports);
            return made.student();
          });
    }

    @Override
    public void close() {
      shipped.destroy();
    }
  }

  private static KeptStudent read(byte[] kept) throws IOException {
    try (UnpackedFolder folder = UnpackedFolder.create("retort-student-");
        ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(kept))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.path().resolve(entry.getName()).normalize();
        if (!file.startsWith(folder.path())) {
          throw new IOException("it has the entry " + entry.getName());
        }
        Files.createDirectories(file.getParent());
        Files.write(file, zip.readAllBytes());
      }
      return KeptStudent.read(folder.path());
    }
  }
}
