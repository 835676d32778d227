package io.retort.exporters.source;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.exporters.JavaClass;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/** The written class, compiled in memory for Java 11 and loaded. */
final class CompiledStudent {
  private final Class<?> type;

  private CompiledStudent(Class<?> type) {
    this.type = type;
  }

  /**
   * Compiles a class.
   *
   * @throws RetortException with what the compiler says
   */
  static CompiledStudent of(String source, JavaClass named, JavaCompiler compiler) {
    Map<String, ByteArrayOutputStream> classes = new HashMap<>();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    try (JavaFileManager files =
        new ClassesInMemory(
            compiler.getStandardFileManager(problems, Locale.ROOT, null), classes)) {
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  problems,
                  List.of("--release", "11", "-proc:none", "-Xlint:none"),
                  null,
                  List.of(new SourceInMemory(named.className(), source)))
              .call();
      if (!compiled) {
        throw failure(
            problems.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .findFirst()
                .map(problem -> problem.getMessage(Locale.ROOT))
                .orElse("no reason was given"),
            null);
      }
      String packaged = named.packageName().isEmpty() ? "" : named.packageName() + ".";
      return new CompiledStudent(new Loader(classes).loadClass(packaged + named.className()));
    } catch (IOException | ClassNotFoundException unexpected) {
      throw failure(unexpected.toString(), unexpected);
    }
  }

  private static RetortException failure(String why, Throwable cause) {
    return new RetortException(
        ErrorKind.PLUGIN,
        "The class that was written cannot be compiled ("
            + why
            + "), which is a defect of the exporter",
        cause);
  }

  /** Predicts a head of a prepared input. */
  double[] predict(String head, double[] input) {
    return (double[]) invoke("predict", head, input);
  }

  /** Predicts a head of a row of a table. */
  double[] predict(String head, Map<String, ?> row) {
    return (double[]) invoke("predict", head, row);
  }

  /** Predicts a head of an image. */
  double[] predict(String head, byte[] pixels) {
    return (double[]) invoke("predict", head, pixels);
  }

  /**
   * Calls a public method.
   *
   * @throws IllegalArgumentException if the method does
   */
  Object invoke(String method, Object... arguments) {
    Class<?>[] types =
        Arrays.stream(arguments)
            .map(argument -> argument instanceof Map ? Map.class : argument.getClass())
            .toArray(Class<?>[]::new);
    try {
      return type.getMethod(method, types).invoke(null, arguments);
    } catch (InvocationTargetException failure) {
      if (failure.getCause() instanceof IllegalArgumentException refusal) {
        throw refusal;
      }
      throw new IllegalStateException(failure.getCause());
    } catch (ReflectiveOperationException defect) {
      throw new IllegalStateException(defect);
    }
  }

  /** The source as the compiler reads it. */
  private static final class SourceInMemory extends SimpleJavaFileObject {
    private final String text;

    SourceInMemory(String name, String text) {
      super(URI.create("memory:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Keeps what the compiler writes. */
  private static final class ClassesInMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes;

    ClassesInMemory(JavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
      super(files);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
        @Override
        public OutputStream openOutputStream() {
          return classes.computeIfAbsent(className, name -> new ByteArrayOutputStream());
        }
      };
    }
  }

  /** Loads the class, which sees nothing but Java. */
  private static final class Loader extends ClassLoader {
    private final Map<String, ByteArrayOutputStream> classes;

    Loader(Map<String, ByteArrayOutputStream> classes) {
      super(ClassLoader.getPlatformClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      ByteArrayOutputStream bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes.toByteArray(), 0, bytes.size());
    }
  }
}
