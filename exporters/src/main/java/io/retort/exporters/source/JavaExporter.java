package io.retort.exporters.source;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.SavedModel;
import io.retort.core.export.ExportedStudent;
import io.retort.core.export.Exporter;
import io.retort.core.progress.TrainingListener;
import io.retort.exporters.JavaClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Writes a student as the source of one Java class. */
public final class JavaExporter implements Exporter {
  private final JavaClass named;
  private final TrainingListener listener;
  private final Optional<JavaCompiler> compiler;

  /**
   * An exporter that checks what it writes where Java comes with a compiler.
   *
   * @param named the class
   * @param listener told if there is no compiler
   */
  public JavaExporter(JavaClass named, TrainingListener listener) {
    this(named, listener, Optional.ofNullable(ToolProvider.getSystemJavaCompiler()));
  }

  JavaExporter(JavaClass named, TrainingListener listener, Optional<JavaCompiler> compiler) {
    this.named = named;
    this.listener = listener;
    this.compiler = compiler;
  }

  @Override
  public String fileName() {
    return named.className() + ".java";
  }

  @Override
  public Map<String, String> unsupported(SavedModel student) {
    return SourceLimits.exceeded(student);
  }

  @Override
  public void write(ExportedStudent student, Path file) throws IOException {
    Map<String, String> faults = unsupported(student.model());
    if (!faults.isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The student cannot be written as a Java class: "
              + faults
              + "; make it smaller, or export it in another format");
    }
    String source = StudentSource.of(student.model(), named);
    if (compiler.isPresent()) {
      SourceCheck.run(CompiledStudent.of(source, named, compiler.get()), student);
    } else {
      listener.message(
          fileName()
              + " was not checked: this Java has no compiler. Run Retort with a JDK, or compare"
              + " some predictions of the class with those of the student");
    }
    Files.writeString(file, source, StandardCharsets.US_ASCII);
  }
}
