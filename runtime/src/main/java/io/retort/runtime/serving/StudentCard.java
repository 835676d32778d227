package io.retort.runtime.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retort.core.RetortException;
import io.retort.core.data.SavedModel;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the outputs of a saved student mean: its signature says it, or {@code student.json} for one
 * that was saved without.
 */
final class StudentCard {

  private StudentCard() {}

  static List<StudentHead> read(Path folder, SavedModel model) {
    SavedNetwork network = model.network();
    if (model.signature().isPresent()) {
      return model.signature().get().heads().stream()
          .map(head -> StudentHead.of(head, network.plan()))
          .toList();
    }
    Path file = folder.resolve("student.json");
    JsonNode card;
    try {
      card = new ObjectMapper().readTree(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new RetortException(
          "The file "
              + file
              + " cannot be read ("
              + unreadable.getMessage()
              + "); name the student folder of a complete run",
          unreadable);
    }
    List<StudentHead> heads = new ArrayList<>();
    for (JsonNode head : card.path("heads")) {
      heads.add(head(head, network, file));
    }
    if (heads.isEmpty()) {
      throw damaged(file, "it names no heads", null);
    }
    return heads;
  }

  private static StudentHead head(JsonNode head, SavedNetwork network, Path file) {
    try {
      List<String> names = new ArrayList<>();
      head.path("names").forEach(name -> names.add(name.asText()));
      String node = head.path("node").asText();
      Shape shape = network.plan().shape(node);
      if (!network.plan().description().outputs().contains(node)
          || !shape.equals(Shape.of(names.size()))) {
        throw damaged(file, "the node '" + node + "' does not predict " + names, null);
      }
      TargetKind predicts =
          TargetKind.valueOf(
              head.path("predicts").asText().toUpperCase(Locale.ROOT).replace('-', '_'));
      return new StudentHead(head.path("name").asText(), node, predicts, names, List.of());
    } catch (IllegalArgumentException impossible) {
      throw damaged(file, impossible.getMessage(), impossible);
    }
  }

  private static RetortException damaged(Path file, String why, Exception cause) {
    return new RetortException(
        "The file " + file + " does not belong to the network beside it: " + why, cause);
  }
}
