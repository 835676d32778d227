package io.retort.exporters.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.export.ExportedStudent;
import io.retort.core.progress.TrainingListener;
import io.retort.exporters.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;

/** Students exported, read back from the file, compiled and loaded. */
final class CompiledExports {
  static final JavaClass NAMED = new JavaClass("Student", "");

  private CompiledExports() {}

  static CompiledStudent of(ExportedStudent student, Path folder) throws IOException {
    JavaExporter exporter = new JavaExporter(NAMED, TrainingListener.NONE);
    assertEquals(Map.of(), exporter.unsupported(student.model()));
    Path file = folder.resolve(exporter.fileName());
    exporter.write(student, file);
    return CompiledStudent.of(Files.readString(file), NAMED, ToolProvider.getSystemJavaCompiler());
  }
}
