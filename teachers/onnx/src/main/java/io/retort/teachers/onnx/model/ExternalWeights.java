package io.retort.teachers.onnx.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.Fingerprint;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Files beside a model that hold some of its weights.
 *
 * @param folder the model's folder
 * @param files by the names that the model has for them
 */
record ExternalWeights(Path folder, Map<String, Path> files) {
  private static final int CHUNK = 1 << 20;

  /**
   * Finds the files of a model.
   *
   * @throws RetortException if one is missing, too short, or in another folder, from which a model
   *     could read what is none of its business
   */
  static ExternalWeights of(ModelProto model, Path path) {
    Path folder = path.toAbsolutePath().normalize().getParent();
    Map<String, Path> files = new TreeMap<>();
    NestedGraphs.tensors(model)
        .filter(tensor -> tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL)
        .forEach(tensor -> add(tensor, path, folder, files));
    return new ExternalWeights(folder, files);
  }

  private static void add(TensorProto tensor, Path model, Path folder, Map<String, Path> files) {
    Map<String, String> place =
        tensor.getExternalDataList().stream()
            .collect(
                Collectors.toMap(
                    StringStringEntryProto::getKey,
                    StringStringEntryProto::getValue,
                    (first, second) -> second));
    String location = place.getOrDefault("location", "");
    Path file = file(location, folder);
    if (file == null) {
      throw refused(
          model, location, "is not named relative to the model's folder, the only place it may be");
    } else if (!Files.isRegularFile(file)) {
      throw refused(model, location, "is not there");
    }
    try {
      long offset = Long.parseLong(place.getOrDefault("offset", "0"));
      long length = Long.parseLong(place.getOrDefault("length", "0"));
      if (offset < 0 || length < 0 || Math.addExact(offset, length) > Files.size(file)) {
        throw refused(model, location, "is cut off");
      }
    } catch (ArithmeticException | NumberFormatException damaged) {
      throw refused(model, location, "is not described by numbers");
    } catch (IOException unreadable) {
      throw refused(model, location, "cannot be read (" + Reason.of(unreadable) + ")");
    }
    files.put(location, file);
  }

  /** The file in the folder, or {@code null} if it would be elsewhere. */
  private static Path file(String location, Path folder) {
    try {
      Path file = folder.resolve(location).normalize();
      boolean inside = file.startsWith(folder) && !file.equals(folder);
      return inside && !Path.of(location).isAbsolute() ? file : null;
    } catch (InvalidPathException noName) {
      return null;
    }
  }

  private static RetortException refused(Path model, String location, String fault) {
    return new RetortException(
        ErrorKind.DATA,
        "The model "
            + model
            + " has weights in the file "
            + Echo.quoted(location)
            + ", which "
            + fault
            + "; put all files of the model into one folder, as they were exported");
  }

  void addTo(Fingerprint fingerprint) {
    files.forEach(
        (location, file) -> {
          fingerprint.add(location);
          try (InputStream in = Files.newInputStream(file)) {
            byte[] chunk = in.readNBytes(CHUNK);
            while (chunk.length > 0) {
              fingerprint.add(chunk);
              chunk = in.readNBytes(CHUNK);
            }
          } catch (IOException unreadable) {
            throw new RetortException(
                ErrorKind.DATA,
                "The file of weights " + file + " cannot be read: " + Reason.of(unreadable),
                unreadable);
          }
        });
  }
}
