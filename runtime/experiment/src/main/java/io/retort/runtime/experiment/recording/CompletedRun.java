package io.retort.runtime.experiment.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.runtime.common.files.AtomicFiles;
import io.retort.runtime.common.files.HashList;
import io.retort.runtime.common.files.OutputLock;
import io.retort.runtime.experiment.result.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * The folder of a run that has come to its end, of which nothing was changed since: {@code
 * result.json}, which is written last, is whole, and all files have the hashes that it says.
 */
public final class CompletedRun {
  public static final String RESULT = "result.json";
  private static final String FILES = "files";

  private final Path folder;
  private final ObjectNode result;

  private CompletedRun(Path folder, ObjectNode result) {
    this.folder = folder;
    this.result = result;
  }

  /**
   * Opens a run.
   *
   * @throws RetortException naming what is missing or was changed
   */
  public static CompletedRun open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "There is no folder " + folder + "; name that of a run, such as runs/NAME/TIME");
    }
    Path file = folder.resolve(RESULT);
    if (!Files.exists(file)) {
      String state =
          OutputLock.writer(folder.resolve(RunFolder.LOCK))
              .map(process -> "is still being written by process " + process)
              .orElse("has not come to its end");
      throw new RetortException(
          ErrorKind.DATA,
          "The run in "
              + folder
              + " "
              + state
              + ": there is no "
              + RESULT
              + ", which is written last; name the folder of a complete run");
    }
    CompletedRun run = new CompletedRun(folder, read(file));
    for (Map.Entry<String, JsonNode> entry : run.files().properties()) {
      HashList.require(run.inFolder(entry.getKey()), entry.getValue().asText());
    }
    return run;
  }

  /**
   * Opens a run of whose files some may have been changed, to add another one.
   *
   * @throws RetortException if it has no {@code result.json}
   */
  public static CompletedRun reading(Path folder) {
    return new CompletedRun(folder, read(folder.resolve(RESULT)));
  }

  private Path inFolder(String name) {
    try {
      Path named = folder.resolve(name).normalize();
      if (named.startsWith(folder.normalize())) {
        return named;
      }
    } catch (InvalidPathException none) {
      // The same as one elsewhere.
    }
    throw damaged(folder.resolve(RESULT), "'" + name + "' is not a file in the folder");
  }

  private static ObjectNode read(Path file) {
    try {
      if (new ObjectMapper().readTree(Files.readAllBytes(file)) instanceof ObjectNode result
          && result.path(FILES) instanceof ObjectNode files
          && files.has("config.yaml")) {
        return result;
      }
      throw damaged(file, "it does not say which files belong to a run");
    } catch (JsonProcessingException noJson) {
      throw damaged(file, "it is not JSON");
    } catch (IOException unreadable) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file " + file + " cannot be read: " + Reason.of(unreadable),
          unreadable);
    }
  }

  private static RetortException damaged(Path file, String why) {
    return new RetortException(
        ErrorKind.DATA,
        "The file " + file + " is damaged: " + why + "; restore it, or run the experiment again");
  }

  private ObjectNode files() {
    return (ObjectNode) result.get(FILES);
  }

  /** What {@code result.json} says. */
  public JsonNode result() {
    return result;
  }

  /**
   * A file of the run; empty if the run, such as one of an older version, has none of that name.
   */
  public Optional<Path> file(String name) {
    return files().has(name) ? Optional.of(inFolder(name)) : Optional.empty();
  }

  public Path configuration() {
    return folder.resolve("config.yaml");
  }

  public Path student() {
    return folder.resolve("student");
  }

  /** Vouches for a file that was exported later, and takes back that it could not be. */
  public void exported(String name, String hash, String place) {
    files().put(name, hash);
    if (result.path("warnings") instanceof ArrayNode warnings) {
      for (Iterator<JsonNode> each = warnings.elements(); each.hasNext(); ) {
        JsonNode warning = each.next();
        if (warning.path("code").asText().equals(RunResult.EXPORT_FAILED)
            && warning.path("place").asText().equals(place)) {
          each.remove();
        }
      }
    }
    AtomicFiles.write(
        folder.resolve(RESULT), (result.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
