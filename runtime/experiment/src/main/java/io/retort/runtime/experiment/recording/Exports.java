package io.retort.runtime.experiment.recording;

import io.retort.core.ErrorKind;
import io.retort.core.MemoryShortage;
import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.SavedModel;
import io.retort.core.export.Exporter;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.common.text.Fault;
import io.retort.runtime.experiment.context.PluginContext;
import io.retort.runtime.experiment.extension.RunStore;
import io.retort.runtime.experiment.result.RunResult;
import io.retort.runtime.plugin.Plugin;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Writes a student in the formats of other frameworks. By then the run is complete: an exporter
 * that fails costs its file, not the run.
 */
public final class Exports implements AutoCloseable {
  private final PluginCatalog catalog;
  private final ComputedStudent student;
  private final TrainingListener listener;
  private final List<String> notes = new ArrayList<>();
  private final List<Warning> failures = new ArrayList<>();

  /**
   * Exports of a student.
   *
   * @param catalog the plugins
   * @param student the student, its values on any scale
   * @param card where it comes from
   * @param backend makes what computes with the student, if an exporter asks for it
   * @param listener told what exporters report
   */
  public Exports(
      PluginCatalog catalog,
      SavedModel student,
      StudentCard card,
      Supplier<ComputeBackend> backend,
      TrainingListener listener) {
    this.catalog = catalog;
    this.student = new ComputedStudent(OutputUnits.of(student), card.provenance(), backend);
    this.listener = listener;
  }

  /** What is said where the student is in Retort's own files alone, as no exporter is a default. */
  public static String none(PluginCatalog catalog) {
    List<String> installed = catalog.names(PluginKind.EXPORTER);
    return "The student is not written for other programs: "
        + (installed.isEmpty()
            ? "no exporter is installed"
            : "none of the exporters "
                + installed
                + " is used unless it is named; name one with 'exporters: ["
                + installed.get(0)
                + "]'");
  }

  /** Formats that cannot hold the student. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Exporters that have failed. */
  public List<Warning> failures() {
    return List.copyOf(failures);
  }

  /** Writes a file; what goes wrong is noted. */
  public void tryWrite(Plugin<Exporter> plugin, RunStore store) {
    try {
      write(plugin, store::write);
    } catch (Unsupported misfit) {
      notes.add(misfit.getMessage());
    } catch (RetortException failure) {
      String repeat =
          store.location().getScheme().equals("file")
              ? "; once that is mended, './retort export "
                  + RunStore.place(store.location())
                  + " "
                  + plugin.entry().name()
                  + "' repeats it"
              : "";
      failures.add(
          new Warning(RunResult.EXPORT_FAILED, place(plugin), failure.getMessage() + repeat));
    }
  }

  /** The place of a warning about an exporter. */
  public static String place(Plugin<Exporter> plugin) {
    return "exporters." + plugin.entry().name();
  }

  /**
   * Writes a file.
   *
   * @param files takes the name and the content of the file
   * @return its name
   * @throws Unsupported if the format cannot hold the student
   * @throws RetortException if it cannot be written
   */
  public String write(Plugin<Exporter> plugin, BiConsumer<String, RunStore.Content> files) {
    String name = plugin.entry().name();
    try {
      Exporter exporter =
          plugin.create(new PluginContext(Path.of("").toAbsolutePath(), 0, listener));
      Map<String, String> unsupported = exporter.unsupported(student.model());
      if (!unsupported.isEmpty()) {
        throw new Unsupported(name, unsupported);
      }
      String file = StudentFolder.FOLDER + exporter.fileName();
      files.accept(file, to -> exporter.write(student, to));
      return file;
    } catch (RetortException expected) {
      throw expected instanceof Unsupported
          ? expected
          : new RetortException(expected.kind(), failed(name) + expected.getMessage(), expected);
    } catch (LinkageError misfit) {
      throw new RetortException(ErrorKind.PLUGIN, failed(name) + reason(misfit), misfit);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError defect) {
      ErrorKind kind = ErrorKind.of(defect);
      throw new RetortException(
          kind == ErrorKind.DEFECT ? ErrorKind.PLUGIN : kind,
          failed(name) + defect(defect),
          defect);
    }
  }

  /** Frees what has computed with the student. */
  @Override
  public void close() {
    student.close();
  }

  private String reason(LinkageError misfit) {
    try {
      return catalog.explain(misfit).getMessage();
    } catch (LinkageError unexplained) {
      return defect(unexplained);
    }
  }

  private static String defect(Throwable defect) {
    return MemoryShortage.in(defect)
        .orElseGet(
            () ->
                "the plugin has a defect ("
                    + Fault.of(defect)
                    + "), of which its author should know");
  }

  private static String failed(String name) {
    return "The student was not exported as '" + name + "': ";
  }

  /** A format that cannot hold the student. */
  static final class Unsupported extends RetortException {
    private static final long serialVersionUID = 1;

    Unsupported(String format, Map<String, String> nodes) {
      super(
          ErrorKind.CONFIGURATION,
          failed(format)
              + String.join(
                  ", ",
                  nodes.entrySet().stream()
                      .map(node -> "node '" + node.getKey() + "' " + node.getValue())
                      .toList()));
    }
  }
}
