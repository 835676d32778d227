package io.retort.runtime.report;

import static j2html.TagCreator.details;
import static j2html.TagCreator.summary;

import com.fasterxml.jackson.databind.JsonNode;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** With what and where a run was made. */
final class ProvenanceSection {

  private ProvenanceSection() {}

  static DomContent of(RunData data) {
    JsonNode record = data.record();
    List<DomContent> parts = new ArrayList<>();
    List<List<String>> facts = new ArrayList<>();
    add(facts, "started", record.path("started"));
    add(facts, "ended", record.path("ended"));
    record.path("machine").properties().forEach(each -> add(facts, each.getKey(), each.getValue()));
    data.result()
        .path("environment")
        .properties()
        .forEach(each -> add(facts, each.getKey(), each.getValue()));
    if (data.evaluation().path("test-hash").isTextual()) {
      add(facts, "hash of the test samples", data.evaluation().path("test-hash"));
    }
    if (!facts.isEmpty()) {
      parts.add(Parts.table("Machine", List.of("", ""), facts));
    }
    add(parts, "Chosen plugins", plugins(record.path("chosen")));
    add(parts, "Extensions", plugins(record.path("extensions")));
    List<List<String>> replaced = new ArrayList<>();
    for (JsonNode part : record.path("replaced")) {
      replaced.add(
          List.of(part.path("key").asText(), part.path("type").asText(), part.path("by").asText()));
    }
    add(parts, "Replaced parts: key, class, by", replaced);
    List<List<String>> libraries = new ArrayList<>();
    for (JsonNode library : record.path("libraries")) {
      libraries.add(List.of(library.path("name").asText(), library.path("version").asText()));
    }
    add(parts, "Libraries", libraries);
    List<List<String>> files = new ArrayList<>();
    data.result()
        .path("files")
        .properties()
        .forEach(
            file -> {
              // Of what is made with the page there are no hashes while it is written.
              if (!file.getKey().equals(Report.FILE) && !file.getKey().equals(Summary.FILE)) {
                files.add(List.of(file.getKey(), file.getValue().asText()));
              }
            });
    add(parts, "Files and their SHA-256", files);
    if (parts.isEmpty()) {
      parts.add(Parts.note("The folder has no run.json."));
    }
    return Parts.section("Provenance", parts);
  }

  private static List<List<String>> plugins(JsonNode plugins) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode plugin : plugins) {
      rows.add(
          List.of(
              plugin.path("kind").asText() + " " + plugin.path("name").asText(),
              (plugin.path("module").asText() + " " + plugin.path("version").asText()).strip(),
              plugin.path("jar-sha256").asText()));
    }
    return rows;
  }

  private static void add(List<List<String>> facts, String name, JsonNode value) {
    if (value.isValueNode()) {
      facts.add(List.of(name, value.asText()));
    }
  }

  private static void add(List<DomContent> parts, String name, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      List<String> titles = rows.get(0).stream().map(cell -> "").toList();
      parts.add(
          details(summary(name + " (" + rows.size() + ")"), Parts.table("", titles, rows))
              .withClass("wide"));
    }
  }
}
