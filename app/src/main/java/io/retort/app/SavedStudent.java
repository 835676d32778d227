package io.retort.app;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.text.TokenizerProvider;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginEntry;
import io.retort.runtime.plugin.PluginKind;
import io.retort.serving.Computation;
import io.retort.serving.Student;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that name a saved student and what computes it. */
final class SavedStudent {
  @Parameters(
      index = "0",
      paramLabel = "STUDENT",
      description = "The folder of a run, or of a student.")
  private Path named;

  @Option(
      names = "--computation",
      paramLabel = "KIND",
      description = "What computes: auto, backend or java, which needs no native library.")
  private Computation computation = Computation.AUTO;

  /** The student's own folder. */
  Path folder() {
    Path ofRun = named.resolve("student");
    return Files.isDirectory(ofRun) ? ofRun : named;
  }

  /**
   * Loads the student, which the caller closes.
   *
   * @param options say where plugins are, which are looked for only if the student reads texts
   */
  Student load(GlobalOptions options) {
    return Student.load(folder(), computation, kind -> tokenizer(kind, options.retort().catalog()));
  }

  private static TokenizerProvider<?> tokenizer(String kind, PluginCatalog catalog) {
    List<PluginEntry> found =
        catalog.entries(PluginKind.TOKENIZER).stream()
            .filter(each -> each.name().equals(kind))
            .toList();
    if (found.size() > 1) {
      throw new RetortException(
          ErrorKind.PLUGIN,
          "The student's texts are split by the tokenizer '"
              + kind
              + "', of which there are several: "
              + found.stream().map(PluginEntry::qualifiedName).toList()
              + "; leave one of them in the plugin folders, or name a folder that has only the"
              + " right one with --plugins");
    }
    try {
      return (TokenizerProvider<?>) catalog.get(PluginKind.TOKENIZER, kind).provider();
    } catch (RetortException absent) {
      throw new RetortException(
          absent.kind(),
          absent.getMessage()
              + "; the student's texts are split by it, so put its plugin into a plugin folder, or"
              + " name the folder that has it with --plugins",
          absent);
    }
  }
}
