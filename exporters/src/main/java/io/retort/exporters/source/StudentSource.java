package io.retort.exporters.source;

import com.samskivert.mustache.Mustache;
import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.MissingValues;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Standardization;
import io.retort.core.data.Task;
import io.retort.core.network.NetworkPlan;
import io.retort.exporters.JavaClass;
import io.retort.exporters.check.WritablePreparation;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The text of the class: the values of the template for one student. What grows with the student
 * (nodes, columns, names) is split over methods, each of which stays far below the 64 KiB of code
 * that a method may have.
 */
final class StudentSource {
  /** How many statements, or names in one statement, are written together. */
  private static final int PART = 200;

  /** The largest pixel that a byte can hold. */
  private static final int BRIGHTEST = 255;

  private final SavedModel student;
  private final NodeCalls calls;
  private final Map<String, Object> values = new HashMap<>();

  private StudentSource(SavedModel student, JavaClass named) {
    this.student = student;
    NetworkPlan plan = student.network().plan();
    PackedWeights packed = new PackedWeights();
    this.calls = new NodeCalls(student.network(), packed);
    values.put("class", named.className());
    values.put("package", named.packageName());
    values.put("parameters", String.format(Locale.ROOT, "%,d", plan.parameters().count()));
    values.put("inputs", plan.input().elements());
    values.put("shape", plan.input().toString());
    calls.methods().forEach(method -> values.put(method, true));
    values.put("nodes", 1 + plan.description().nodes().size());
    values.put(
        "nodeParts",
        numbered(
            "part",
            parts(calls.statements()).stream()
                .map(part -> Map.<String, Object>of("statements", texts("statement", part)))
                .toList()));
    values.put("weights", packed.count());
    values.put("parts", texts("part", packed.parts()));
    values.put("heads", numbered("number", heads()));
    values.put("table", false);
    values.put("pixels", false);
    Runnable preparation =
        WritablePreparation.of(student)
            .<Runnable>match(
                nothing -> () -> {},
                table -> () -> putTable(table),
                pixels -> () -> putPixels(pixels));
    preparation.run();
  }

  /** Writes the class. */
  static String of(SavedModel student, JavaClass named) {
    StudentSource source = new StudentSource(student, named);
    try (Reader template = open()) {
      return Mustache.compiler()
          .escapeHTML(false)
          .emptyStringIsFalse(true)
          .compile(template)
          .execute(source.values);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The program's jar is damaged", unreadable);
    }
  }

  private static Reader open() {
    InputStream template = StudentSource.class.getResourceAsStream("Student.java.mustache");
    return new InputStreamReader(template, StandardCharsets.UTF_8);
  }

  private List<Map<String, Object>> heads() {
    NetworkPlan plan = student.network().plan();
    return student
        .signature()
        .map(taught -> taught.heads().stream().map(head -> head(head, plan)).toList())
        .orElseGet(
            () ->
                plan.description().outputs().stream()
                    .map(output -> head(output, output, "UnaryOperator.identity()", List.of()))
                    .toList());
  }

  private Map<String, Object> head(Head head, NetworkPlan plan) {
    Task task = head.task();
    return head(head.name(), head.output(plan), prediction(task), task.names());
  }

  /** Values need nothing: the student has them in the units of the data. */
  private String prediction(Task task) {
    return switch (task.outputActivation()) {
      case SOFTMAX -> method("softmax");
      case SIGMOID -> method("sigmoid");
      case IDENTITY -> "UnaryOperator.identity()";
    };
  }

  private String method(String name) {
    values.put(name, true);
    return values.get("class") + "::" + name;
  }

  private Map<String, Object> head(
      String name, String output, String prediction, List<String> names) {
    return Map.of(
        "name",
        JavaLiteral.of(name),
        "node",
        calls.place(output),
        "prediction",
        prediction,
        "names",
        lists(names));
  }

  private void putTable(InputPreparation.Table table) {
    values.put("table", true);
    values.put("complete", table.format().missing() == MissingValues.ERROR);
    values.put("decimal", String.valueOf(table.format().decimal()));
    values.put("missingMarks", lists(table.format().missingMarks()));
    putColumns(table.columns());
  }

  /** As the student computes it: in double precision, and rounded to a number of 32 bits. */
  private void putPixels(InputPreparation.Pixels pixels) {
    values.put("pixels", true);
    values.put("white", pixels.white());
    values.put("dark", pixels.white() < BRIGHTEST);
    Standardization scaling = pixels.scaling();
    values.put(
        "pixel",
        scaling.constant()
            ? "0"
            : String.format(
                "(float) (((double) pixel / %d - %s) / %s)",
                pixels.white(),
                JavaLiteral.of(scaling.mean()),
                JavaLiteral.of(scaling.deviation())));
  }

  private String numbers(InputColumn.Numeric column) {
    values.put("numbers", true);
    return String.format(
        "new Numbers(%s, %s, %s, %s)",
        JavaLiteral.of(column.name()),
        JavaLiteral.of(column.scaling().mean()),
        JavaLiteral.of(column.scaling().deviation()),
        JavaLiteral.of(column.fill()));
  }

  private String categories(InputColumn.Categorical column, int list) {
    values.put("categories", true);
    return String.format(
        "new Categories(%s, %s, %s, categories%d())",
        JavaLiteral.of(column.name()),
        JavaLiteral.of(column.fill()),
        JavaLiteral.of(column.unknown().name().toLowerCase(Locale.ROOT)),
        list);
  }

  private void putColumns(List<InputColumn> columns) {
    List<String> constructors = new ArrayList<>();
    List<Map<String, Object>> categoryLists = new ArrayList<>();
    for (InputColumn column : columns) {
      constructors.add(
          column.match(
              this::numbers,
              category -> {
                categoryLists.add(Map.of("names", lists(category.categories())));
                return categories(category, categoryLists.size() - 1);
              },
              text -> {
                throw WritablePreparation.unexpected(text);
              }));
    }
    values.put(
        "columnParts",
        numbered(
            "part",
            parts(constructors).stream()
                .map(part -> Map.<String, Object>of("columns", texts("column", part)))
                .toList()));
    values.put("categoryLists", numbered("number", categoryLists));
  }

  /** Texts as arguments of a method, some at a time. */
  private static List<Map<String, Object>> lists(List<String> names) {
    return texts(
        "list",
        parts(names).stream()
            .map(part -> part.stream().map(JavaLiteral::of).collect(Collectors.joining(", ")))
            .toList());
  }

  private static List<Map<String, Object>> texts(String name, List<String> texts) {
    return texts.stream().map(text -> Map.<String, Object>of(name, text)).toList();
  }

  private static List<Map<String, Object>> numbered(String name, List<Map<String, Object>> each) {
    List<Map<String, Object>> numbered = new ArrayList<>();
    for (Map<String, Object> values : each) {
      Map<String, Object> all = new HashMap<>(values);
      all.put(name, numbered.size());
      numbered.add(all);
    }
    return numbered;
  }

  private static List<List<String>> parts(List<String> all) {
    List<List<String>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += PART) {
      parts.add(all.subList(from, Math.min(all.size(), from + PART)));
    }
    return parts;
  }
}
